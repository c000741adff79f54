package dev.zips3.function.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A multipart upload from its first part on, with at most one part in flight. */
final class MultipartUpload implements AutoCloseable {

    private final S3Client s3;
    private final ObjectTarget target;
    private final ExecutorService uploads;
    private final List<CompletedPart> parts = new ArrayList<>();
    private final String uploadId;

    private Future<CompletedPart> inFlight;
    private long total;
    private boolean broken;
    private boolean completed;
    private boolean closed;

    /**
     * Opens it at S3.
     *
     * @param uploads runs one part's upload at a time
     */
    MultipartUpload(S3Client s3, ObjectTarget target, ExecutorService uploads) {
        this.s3 = s3;
        this.target = target;
        this.uploads = uploads;
        this.uploadId = s3.createMultipartUpload(r -> r.bucket(target.bucket())
                        .expectedBucketOwner(target.owner())
                        .key(target.key())
                        .metadata(target.metadata())
                        .contentType(ObjectTarget.CONTENT_TYPE))
                .uploadId();
    }

    /**
     * Uploads a part while the caller goes on, once the one before is there. The bytes are to be left alone till then.
     */
    void send(byte[] part, int length) throws IOException {
        awaitPart();
        int number = parts.size() + 1;
        inFlight = uploads.submit(() -> uploadPart(number, part, length));
        total += length;
    }

    /**
     * Publishes all of it.
     *
     * @throws SdkException as S3 answers
     */
    void complete(WriteCondition condition) throws IOException {
        awaitPart();
        try {
            s3.completeMultipartUpload(r -> r.bucket(target.bucket())
                    .expectedBucketOwner(target.owner())
                    .key(target.key())
                    .uploadId(uploadId)
                    .multipartUpload(upload -> upload.parts(parts))
                    .mpuObjectSize(total)
                    .ifNoneMatch(condition.ifNoneMatch())
                    .ifMatch(condition.ifMatch()));
            completed = true;
        } catch (S3Exception e) {
            // Only a condition can be tried anew. After 409 "re-upload each part" (S3's guide to conditional writes),
            // and 404 may say that the upload is no more.
            broken = S3Error.of(e) != S3Error.CONDITION_FAILED;
            throw e;
        }
    }

    /** Whether no part is lost, and S3 still has the upload. */
    boolean canComplete() {
        return !broken;
    }

    /**
     * Aborts it if it was not completed. The part in flight is waited for, or it would outlive the abort. A thread that
     * was interrupted aborts all the same, and stays interrupted.
     */
    @Override
    public void close() {
        if (completed || closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= letPartEnd();
            abort();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits, and tells whether the thread was interrupted meanwhile. */
    private boolean letPartEnd() {
        boolean interrupted = false;
        while (inFlight != null) {
            try {
                inFlight.get();
                inFlight = null;
            } catch (ExecutionException e) {
                // What is aborted need not have succeeded.
                inFlight = null;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private void abort() {
        try {
            s3.abortMultipartUpload(r -> r.bucket(target.bucket())
                    .expectedBucketOwner(target.owner())
                    .key(target.key())
                    .uploadId(uploadId));
        } catch (S3Exception e) {
            // There is nothing to abort if it was completed, or aborted, and the answer to that was lost.
            if (S3Error.of(e) != S3Error.MISSING) {
                throw e;
            }
        }
    }

    private CompletedPart uploadPart(int number, byte[] part, int length) {
        UploadPartResponse response = s3.uploadPart(
                r -> r.bucket(target.bucket())
                        .expectedBucketOwner(target.owner())
                        .key(target.key())
                        .uploadId(uploadId)
                        .partNumber(number),
                S3ObjectWriter.body(part, length));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.eTag())
                .checksumCRC32(response.checksumCRC32())
                .build();
    }

    private void awaitPart() throws IOException {
        if (broken) {
            throw new IOException("a part is missing");
        }
        if (inFlight == null) {
            return;
        }
        // Nothing that ends this early leaves an upload that could be completed: it would be short of this part.
        broken = true;
        try {
            parts.add(inFlight.get());
            inFlight = null;
            broken = false;
        } catch (ExecutionException e) {
            inFlight = null;
            if (e.getCause() instanceof SdkException || e.getCause() instanceof OutOfTimeException) {
                throw (RuntimeException) e.getCause();
            }
            throw new IOException("part " + (parts.size() + 1) + " was not uploaded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while part " + (parts.size() + 1) + " was uploaded");
        }
    }
}
