package dev.zips3.function;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * An object that is written as a stream and published at once: a single PUT if it fits in one part, else a multipart
 * upload with at most one part in flight while the next one fills.
 *
 * <p>{@link #complete} publishes. {@link #close} without it leaves nothing behind: no object, and no parts that would
 * be paid for.
 */
final class ObjectSink extends OutputStream {

    private final S3Client s3;
    private final ObjectTarget target;
    private final int partSize;
    private final ExecutorService uploads;
    private final List<CompletedPart> parts = new ArrayList<>();

    private byte[] buffer;
    private byte[] spare;
    private int filled;
    private long total;
    private String uploadId;
    private Future<CompletedPart> inFlight;
    private boolean published;
    private boolean closed;

    /**
     * @param expected the most bytes that are likely to come: a small object gets a small buffer
     * @param partSize bytes of every part but the last, 5 MiB to 2 GiB
     * @param uploads runs one part's upload at a time
     */
    ObjectSink(S3Client s3, ObjectTarget target, long expected, int partSize, ExecutorService uploads) {
        this.s3 = s3;
        this.target = target;
        this.partSize = partSize;
        this.uploads = uploads;
        this.buffer = new byte[(int) Math.min(expected, partSize)];
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        int remaining = length;
        while (remaining > 0) {
            if (filled == buffer.length) {
                makeRoom();
            }
            int count = Math.min(remaining, buffer.length - filled);
            System.arraycopy(bytes, position, buffer, filled, count);
            filled += count;
            position += count;
            remaining -= count;
        }
        total += length;
    }

    private void makeRoom() throws IOException {
        if (buffer.length < partSize) {
            buffer = Arrays.copyOf(buffer, partSize);
        } else {
            sendPart();
        }
    }

    /**
     * Publishes what was written. After a failure it may be called again with another condition; the parts that are
     * uploaded stay.
     *
     * @throws SdkException as S3 answers: 412 if the condition does not hold, 404 if the object to replace, or the
     *     upload, does not exist, 409 if another write won meanwhile
     */
    void complete(WriteCondition condition) throws IOException {
        if (uploadId == null) {
            put(condition);
        } else {
            if (filled > 0) {
                sendPart();
            }
            awaitPart();
            completeMultipart(condition);
        }
        published = true;
    }

    /** Aborts a multipart upload that was not completed. The part in flight is waited for, or it would outlive it. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (published || uploadId == null) {
            return;
        }
        try {
            awaitPart();
        } catch (IOException | SdkException e) {
            parts.clear();
        }
        s3.abortMultipartUpload(r -> r.bucket(target.bucket())
                .expectedBucketOwner(target.owner())
                .key(target.key())
                .uploadId(uploadId));
    }

    private void put(WriteCondition condition) {
        s3.putObject(
                r -> r.bucket(target.bucket())
                        .expectedBucketOwner(target.owner())
                        .key(target.key())
                        .metadata(target.metadata())
                        .contentType(ObjectTarget.CONTENT_TYPE)
                        .ifNoneMatch(condition.ifNoneMatch())
                        .ifMatch(condition.ifMatch()),
                body(buffer, filled));
    }

    private void completeMultipart(WriteCondition condition) {
        s3.completeMultipartUpload(r -> r.bucket(target.bucket())
                .expectedBucketOwner(target.owner())
                .key(target.key())
                .uploadId(uploadId)
                .multipartUpload(upload -> upload.parts(parts))
                .mpuObjectSize(total)
                .ifNoneMatch(condition.ifNoneMatch())
                .ifMatch(condition.ifMatch()));
    }

    private void sendPart() throws IOException {
        if (uploadId == null) {
            uploadId = s3.createMultipartUpload(r -> r.bucket(target.bucket())
                            .expectedBucketOwner(target.owner())
                            .key(target.key())
                            .metadata(target.metadata())
                            .contentType(ObjectTarget.CONTENT_TYPE))
                    .uploadId();
        }
        awaitPart();
        byte[] part = buffer;
        int length = filled;
        int number = parts.size() + 1;
        inFlight = uploads.submit(() -> uploadPart(number, part, length));
        buffer = spare == null ? new byte[partSize] : spare;
        spare = part;
        filled = 0;
    }

    private CompletedPart uploadPart(int number, byte[] part, int length) {
        UploadPartResponse response = s3.uploadPart(
                r -> r.bucket(target.bucket())
                        .expectedBucketOwner(target.owner())
                        .key(target.key())
                        .uploadId(uploadId)
                        .partNumber(number),
                body(part, length));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.eTag())
                .checksumCRC32(response.checksumCRC32())
                .build();
    }

    private void awaitPart() throws IOException {
        if (inFlight == null) {
            return;
        }
        try {
            parts.add(inFlight.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SdkException failure) {
                throw failure;
            }
            throw new IOException("part " + (parts.size() + 1) + " of " + target.key(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a part of " + target.key() + " was uploaded");
        } finally {
            inFlight = null;
        }
    }

    /** Reads the buffer where it is; the SDK asks for a new stream at every attempt. */
    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, ObjectTarget.CONTENT_TYPE);
    }
}
