package dev.zips3.function.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes one object as a stream. If the object fits in one part, it is sent as a single PUT, otherwise as a multipart
 * upload. At most one part is in flight while the next one fills.
 *
 * <p>{@link #complete} publishes the object in one step. {@link #close} without it leaves no object and no parts; parts
 * would cost money.
 */
public final class S3ObjectWriter extends OutputStream {

    private final S3Client s3;
    private final ObjectTarget target;
    private final long maximum;
    private final int partSize;
    private final ExecutorService uploads;

    private byte[] buffer;
    private byte[] spare;
    private int filled;
    private long written;
    private MultipartUpload multipart;
    private boolean published;
    private boolean closed;

    /**
     * Creates a writer that sends nothing yet.
     *
     * @param maximum the maximum size of the object in bytes; the sizes of the parts and of the buffer depend on it
     * @param uploads uploads the parts, one at a time
     * @throws IllegalStateException if the memory that {@code partSize} allows is too small for {@code maximum}
     */
    public S3ObjectWriter(S3Client s3, ObjectTarget target, long maximum, PartSize partSize, ExecutorService uploads) {
        this.s3 = s3;
        this.target = target;
        this.maximum = maximum;
        this.partSize = partSize.of(maximum);
        this.uploads = uploads;
        this.buffer = new byte[(int) Math.min(maximum, this.partSize)];
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** @throws IOException if more than the maximum is written, or a part could not be uploaded */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > maximum - written) {
            throw new IOException("expected at most " + maximum + " bytes but received more");
        }
        written += length;
        int position = offset;
        int remaining = length;
        while (remaining > 0) {
            if (filled == partSize) {
                sendPart();
            }
            int count = Math.min(remaining, buffer.length - filled);
            System.arraycopy(bytes, position, buffer, filled, count);
            filled += count;
            position += count;
            remaining -= count;
        }
    }

    /**
     * Publishes the object. If S3 answers with an error, this may be called again with another condition, as long as
     * {@link #canComplete} returns true; uploaded parts are not sent again. After a success it does nothing.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if S3 answers with an error or does not answer: 412 if
     *     the condition does not hold, 404 if the object to overwrite or the upload does not exist, 409 if another
     *     write of the key ran at the same time
     * @throws IOException if a part could not be uploaded
     * @throws IllegalStateException if the writer is closed
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

    /** Returns whether {@link #complete} may be called (again): no part is lost, and S3 still has the upload. */
    public boolean canComplete() {
        return multipart == null || multipart.canComplete();
    }

    /** Aborts the multipart upload, if there is one that was not completed. */
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
        // The previous part is uploaded by now, so its buffer is free for the next one.
        byte[] sent = buffer;
        buffer = spare == null ? new byte[partSize] : spare;
        spare = sent;
        filled = 0;
    }

    /** Reads the array without a copy. The SDK asks for a new stream at each retry. */
    static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, ObjectTarget.CONTENT_TYPE);
    }
}
