package dev.zips3.function.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An object that is written as a stream and published at once: a single PUT if it fits in one part, else a multipart
 * upload with at most one part in flight while the next one fills.
 *
 * <p>{@link #complete} publishes. {@link #close} without it leaves nothing behind: no object, and no parts that would
 * be paid for.
 */
public final class S3ObjectWriter extends OutputStream {

    private final S3Client s3;
    private final ObjectTarget target;
    private final int partSize;
    private final ExecutorService uploads;

    private byte[] buffer;
    private byte[] spare;
    private int filled;
    private MultipartUpload multipart;
    private boolean published;
    private boolean closed;

    /**
     * @param expected the most bytes that are likely to come: a small object gets a small buffer
     * @param partSize bytes of every part but the last, 5 MiB to 2 GiB
     * @param uploads runs one part's upload at a time
     */
    public S3ObjectWriter(S3Client s3, ObjectTarget target, long expected, int partSize, ExecutorService uploads) {
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
    }

    private void makeRoom() throws IOException {
        if (buffer.length < partSize) {
            buffer = Arrays.copyOf(buffer, partSize);
        } else {
            sendPart();
        }
    }

    /**
     * Publishes what was written. If S3 refuses it may be called again with another condition as long as
     * {@link #canComplete}; the parts that are uploaded stay.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException as S3 answers: 412 if the condition does not hold, 404
     *     if the object to replace, or the upload, does not exist, 409 if another write won meanwhile
     * @throws IllegalStateException if it is closed
     */
    public void complete(WriteCondition condition) throws IOException {
        if (published) {
            return;
        }
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (multipart == null) {
            put(condition);
        } else {
            if (filled > 0) {
                sendPart();
            }
            multipart.complete(condition);
        }
        published = true;
    }

    /** Whether nothing that was written is lost, so that {@link #complete} could still publish it. */
    public boolean canComplete() {
        return multipart == null || multipart.canComplete();
    }

    /** Aborts what was not completed. */
    @Override
    public void close() {
        closed = true;
        if (multipart != null) {
            multipart.close();
        }
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

    private void sendPart() throws IOException {
        if (multipart == null) {
            multipart = new MultipartUpload(s3, target, uploads);
        }
        multipart.send(buffer, filled);
        byte[] sent = buffer;
        buffer = spare == null ? new byte[partSize] : spare;
        spare = sent;
        filled = 0;
    }

    /** Reads the buffer where it is; the SDK asks for a new stream at every attempt. */
    static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, ObjectTarget.CONTENT_TYPE);
    }
}
