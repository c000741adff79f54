package dev.zips3.function.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** One multipart upload, with at most one part in flight. */
final class MultipartUpload implements AutoCloseable {

    private final S3Client s3;
    private final ObjectTarget target;
    private final ExecutorService uploads;
    private final List<CompletedPart> parts = new ArrayList<>();
    private final CRC32 crc = new CRC32();
    private final String uploadId;

    private Future<CompletedPart> inFlight;
    private long size;
    private boolean broken;
    private boolean completed;
    private boolean closed;

    /**
     * Creates the upload at S3. It names the checksum algorithm of the parts. The SDK does not, and then S3 may refuse
     * the parts with "Checksum Type mismatch". With the type FULL_OBJECT S3 also verifies the checksum of the whole
     * object that {@link #complete} sends; the default type would verify the parts alone.
     *
     * @param uploads uploads the parts, one at a time
     * @see <a href="https://github.com/aws/aws-sdk-java-v2/issues/6518">aws-sdk-java-v2 issue 6518</a>
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Checking
     *     object integrity for data uploads</a>
     */
    MultipartUpload(S3Client s3, ObjectTarget target, ExecutorService uploads) {
        this.s3 = s3;
        this.target = target;
        this.uploads = uploads;
        this.uploadId = s3.createMultipartUpload(r -> r.bucket(target.bucket())
                        .expectedBucketOwner(target.owner())
                        .key(target.key())
                        .metadata(target.metadata())
                        .contentType(ObjectTarget.CONTENT_TYPE)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32)
                        .checksumType(ChecksumType.FULL_OBJECT))
                .uploadId();
    }

    /**
     * Waits for the part in flight, starts the upload of this one and returns. The caller must not change the array
     * before the next call of this method returns.
     */
    void send(byte[] part, int length) throws IOException {
        finishPart();
        crc.update(part, 0, length);
        int number = parts.size() + 1;
        inFlight = uploads.submit(() -> uploadPart(number, part, length));
        size += length;
    }

    /**
     * Waits for the part in flight, and publishes the object.
     *
     * @throws SdkException if S3 answers with an error or does not answer
     * @throws IOException if a part could not be uploaded
     */
    void complete(WriteCondition condition) throws IOException {
        finishPart();
        try {
            s3.completeMultipartUpload(r -> r.bucket(target.bucket())
                    .expectedBucketOwner(target.owner())
                    .key(target.key())
                    .uploadId(uploadId)
                    .multipartUpload(upload -> upload.parts(parts))
                    .mpuObjectSize(size)
                    .checksumType(ChecksumType.FULL_OBJECT)
                    .checksumCRC32(crc32())
                    .ifNoneMatch(condition.ifNoneMatch())
                    .ifMatch(condition.ifMatch()));
            completed = true;
        } catch (S3Exception e) {
            // Only after 412 can the same parts be completed again. After 409 S3's guide to conditional writes says
            // "re-upload each part", and 404 may mean that the upload no longer exists.
            broken = S3Error.of(e) != S3Error.CONDITION_FAILED;
            throw e;
        }
    }

    /** Returns the checksum of all parts as S3 writes it: four bytes, big-endian, in Base64. */
    private String crc32() {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) crc.getValue())
                        .array());
    }

    /** Returns whether {@link #complete} may be called: no part is lost, and S3 still has the upload. */
    boolean canComplete() {
        return !broken;
    }

    /**
     * Aborts the upload if it was not completed. It waits for the part in flight first, because S3 keeps a part that
     * arrives after the abort. It also aborts on an interrupted thread, which stays interrupted.
     */
    @Override
    public void close() {
        if (completed || closed) {
            return;
        }
        closed = true;
        // The SDK makes no request in an interrupted thread.
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= awaitPartInFlight();
            abort();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether the thread was interrupted during the wait. */
    private boolean awaitPartInFlight() {
        boolean interrupted = false;
        while (inFlight != null) {
            try {
                inFlight.get();
                inFlight = null;
            } catch (ExecutionException e) {
                // The upload is aborted, so the result of the part does not matter.
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
            // The upload was completed or aborted already, and the response to that was lost.
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

    private void finishPart() throws IOException {
        if (broken) {
            throw new IOException("a part is missing");
        }
        if (inFlight == null) {
            return;
        }
        // If this part fails or the wait is interrupted, the part is missing, and complete() would publish a shorter
        // object.
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
