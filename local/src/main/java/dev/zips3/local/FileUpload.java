package dev.zips3.local;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Uploads a file: in one PUT up to the part size, in parts of this size beyond.
 *
 * @param partSize in bytes; S3 allows 5 MiB to 5 GiB
 * @param sent gets the number of bytes after each read of the SDK; a retry counts again
 */
record FileUpload(S3Client s3, String bucket, long partSize, LongConsumer sent) {

    private static final String CONTENT_TYPE = "image/png";

    /** The name of the event that S3 sends after the upload of a file of this size. */
    String eventName(long size) {
        return isWhole(size) ? "ObjectCreated:Put" : "ObjectCreated:CompleteMultipartUpload";
    }

    private boolean isWhole(long size) {
        return size <= partSize;
    }

    void upload(Path file, long size, String key) {
        if (isWhole(size)) {
            s3.putObject(r -> r.bucket(bucket).key(key).contentType(CONTENT_TYPE), body(file, 0, size));
            return;
        }
        String id = s3.createMultipartUpload(r -> r.bucket(bucket).key(key).contentType(CONTENT_TYPE))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (long start = 0; start < size; start += partSize) {
            int number = parts.size() + 1;
            RequestBody body = body(file, start, Math.min(partSize, size - start));
            String eTag = s3.uploadPart(
                            r -> r.bucket(bucket).key(key).uploadId(id).partNumber(number), body)
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(eTag).build());
        }
        s3.completeMultipartUpload(
                r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(upload -> upload.parts(parts)));
    }

    /** The SDK asks for a new stream at each attempt. */
    private RequestBody body(Path file, long start, long length) {
        return RequestBody.fromContentProvider(
                () -> {
                    try {
                        FileChannel channel = FileChannel.open(file).position(start);
                        return new Counted(new BufferedInputStream(Channels.newInputStream(channel)), length);
                    } catch (IOException e) {
                        throw new UncheckedIOException("cannot read " + file, e);
                    }
                },
                length,
                CONTENT_TYPE);
    }

    /** One part of a file: ends after a number of bytes, and counts them. */
    private final class Counted extends FilterInputStream {
        private long left;

        Counted(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = left == 0 ? -1 : super.read(bytes, offset, (int) Math.min(length, left));
            if (read > 0) {
                left -= read;
                sent.accept(read);
            }
            return read;
        }
    }
}
