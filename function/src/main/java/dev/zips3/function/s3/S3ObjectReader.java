package dev.zips3.function.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One reading of an image, from its first byte to its last in a single GET: S3 answers one of those from one version of
 * the object and with the checksum of all of it, which it does not for a range.
 */
public final class S3ObjectReader implements Closeable {

    private static final int READ_BUFFER = 64 * 1024;

    private final ResponseInputStream<GetObjectResponse> body;
    private boolean whole;
    private boolean closed;

    private S3ObjectReader(ResponseInputStream<GetObjectResponse> body) {
        this.body = body;
    }

    /**
     * Begins to read.
     *
     * @throws software.amazon.awssdk.services.s3.model.S3Exception 404 if it is gone, 412 if it is another by now
     */
    public static S3ObjectReader open(
            S3Client s3, String bucket, String owner, String key, Optional<String> versionId, Optional<String> eTag) {
        return new S3ObjectReader(s3.getObject(r -> r.bucket(bucket)
                .expectedBucketOwner(owner)
                .key(key)
                .checksumMode(ChecksumMode.ENABLED)
                .versionId(versionId.orElse(null))
                .ifMatch(eTag.map(quoted -> '"' + quoted + '"').orElse(null))));
    }

    public long size() {
        return body.response().contentLength();
    }

    public Instant lastModified() {
        return body.response().lastModified();
    }

    /** Without quotes. */
    public String eTag() {
        return body.response().eTag().replace("\"", "");
    }

    /**
     * Reads all of it.
     *
     * @throws IOException if the bytes are not those that S3 has
     * @throws software.amazon.awssdk.core.exception.SdkClientException the same, found by the SDK
     * @throws OutOfTimeException if time runs out meanwhile
     */
    public void copyTo(OutputStream out, Deadline deadline) throws IOException {
        String announced = body.response().checksumCRC64NVME();
        Crc64Nvme crc = new Crc64Nvme();
        byte[] buffer = new byte[READ_BUFFER];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            deadline.requireTime();
            if (announced != null) {
                crc.update(buffer, 0, read);
            }
            out.write(buffer, 0, read);
        }
        whole = true;
        if (announced != null && !announced.equals(crc.base64())) {
            throw new IOException("the image's CRC64NVME is " + crc.base64() + ", not " + announced);
        }
    }

    /** A connection with an unread rest is given up, for to keep it would be to read on to the end. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (whole) {
            body.close();
        } else {
            body.abort();
        }
    }
}
