package dev.zips3.function.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads one object from its first byte to its last, in a single GET. A single GET returns bytes of only one version of
 * the object, and S3 sends the object's checksum with it. With a GET of a range S3 sends no checksum.
 */
public final class S3ObjectReader implements Closeable {

    private static final int BUFFER_SIZE = 256 * 1024;

    private final ResponseInputStream<GetObjectResponse> body;

    /**
     * Reads from the connection. Nothing can interrupt such a read: it ends when bytes arrive or when the client's
     * socket timeout has passed, and that can be after the invocation's end.
     */
    private final ExecutorService connection = Executors.newSingleThreadExecutor(S3ObjectReader::daemon);

    private boolean readToEnd;
    private boolean stalled;
    private boolean closed;

    private S3ObjectReader(ResponseInputStream<GetObjectResponse> body) {
        this.body = body;
    }

    /**
     * Sends the request, and returns when the headers of the response have arrived.
     *
     * @param owner account ID of the bucket's owner, 12 digits; S3 answers 403 if another account owns the bucket
     * @param versionId the version to read; empty for the current one
     * @param eTag the ETag that the object must have, without quotes; empty for any
     * @throws software.amazon.awssdk.services.s3.model.S3Exception 404 if the object does not exist, 412 if it has
     *     another ETag
     */
    public static S3ObjectReader open(
            S3Client s3, String bucket, String owner, String key, Optional<String> versionId, Optional<String> eTag) {
        return new S3ObjectReader(s3.getObject(r -> r.bucket(bucket)
                .expectedBucketOwner(owner)
                .key(key)
                .checksumMode(ChecksumMode.ENABLED)
                .versionId(versionId.orElse(null))
                .ifMatch(eTag.map(unquoted -> '"' + unquoted + '"').orElse(null))));
    }

    /** Returns the object's size in bytes. */
    public long size() {
        return body.response().contentLength();
    }

    public Instant lastModified() {
        return body.response().lastModified();
    }

    /** Returns the object's ETag without quotes. */
    public String eTag() {
        return body.response().eTag().replace("\"", "");
    }

    /**
     * Copies the whole object.
     *
     * @throws IOException if the connection breaks, or the bytes do not match the object's CRC-64/NVME
     * @throws software.amazon.awssdk.core.exception.SdkClientException if the bytes do not match a checksum that the
     *     SDK verifies itself
     * @throws OutOfTimeException if the time for work ends during the copy, even if no bytes arrive then
     */
    public void copyTo(OutputStream out, Deadline deadline) throws IOException {
        String expected = body.response().checksumCRC64NVME();
        Crc64Nvme crc = new Crc64Nvme();
        byte[] buffer = new byte[BUFFER_SIZE];
        for (int read = read(buffer, deadline); read > 0; read = read(buffer, deadline)) {
            if (expected != null) {
                crc.update(buffer, 0, read);
            }
            out.write(buffer, 0, read);
        }
        readToEnd = true;
        if (expected != null && !expected.equals(crc.base64())) {
            throw new IOException("the object's CRC64NVME is " + crc.base64() + ", not " + expected);
        }
    }

    /** Fills the buffer as far as the object reaches, and returns the number of bytes: 0 at the object's end. */
    private int read(byte[] buffer, Deadline deadline) throws IOException {
        deadline.requireTime();
        Future<Integer> read = connection.submit(() -> body.readNBytes(buffer, 0, buffer.length));
        try {
            return read.get(deadline.forWork().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stalled = true;
            throw new OutOfTimeException();
        } catch (InterruptedException e) {
            stalled = true;
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the object was read");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            if (e.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            throw new IOException("the object was not read", e.getCause());
        }
    }

    /** Closes the connection if the object was not read to its end: to keep it open, the rest would have to be read. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (readToEnd) {
                body.close();
            } else if (stalled) {
                // The abort would wait here until the read ends.
                connection.execute(body::abort);
            } else {
                body.abort();
            }
        } finally {
            connection.shutdown();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "object-read");
        thread.setDaemon(true);
        return thread;
    }
}
