package dev.zips3.local;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Uploads a file as {@code aws s3 cp} does: in one PUT below a threshold, which is also the size of a part, and in
 * parts from there. The file's extension gives the Content-Type.
 *
 * @param partSize in bytes; S3 allows 5 MiB to 5 GiB. An upload of more than 10,000 parts has larger ones.
 * @param sent gets the number of bytes after each read of the SDK; a retry counts again
 * @see <a href="https://docs.aws.amazon.com/cli/latest/topic/s3-config.html">multipart_threshold and
 *     multipart_chunksize of the AWS CLI</a>
 */
record FileUpload(S3Client s3, String bucket, long partSize, LongConsumer sent) {

    /** The default of the AWS CLI for both. */
    static final long DEFAULT_PART_SIZE = 8L << 20;

    private static final int MAX_PARTS = 10_000;

    /** What S3 stores if a request has no Content-Type. */
    private static final String UNKNOWN_CONTENT_TYPE = "binary/octet-stream";

    /** The name of the event that S3 sends after the upload of a file of this size. */
    String eventName(long size) {
        return isWhole(size) ? "ObjectCreated:Put" : "ObjectCreated:CompleteMultipartUpload";
    }

    private boolean isWhole(long size) {
        return size < partSize;
    }

    /** Doubles the part size until the parts are few enough, as the AWS CLI does. */
    long partSizeFor(long size) {
        long fitting = partSize;
        while ((size - 1) / fitting >= MAX_PARTS) {
            fitting *= 2;
        }
        return fitting;
    }

    void upload(Path file, long size, String key) {
        String contentType = contentType(file);
        if (isWhole(size)) {
            s3.putObject(r -> r.bucket(bucket).key(key).contentType(contentType), body(file, 0, size, contentType));
            return;
        }
        String id = s3.createMultipartUpload(r -> r.bucket(bucket).key(key).contentType(contentType))
                .uploadId();
        try {
            List<CompletedPart> parts = uploadParts(file, size, key, id);
            s3.completeMultipartUpload(
                    r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(upload -> upload.parts(parts)));
        } catch (RuntimeException e) {
            abort(key, id, e);
            throw e;
        }
    }

    private List<CompletedPart> uploadParts(Path file, long size, String key, String id) {
        long length = partSizeFor(size);
        List<CompletedPart> parts = new ArrayList<>();
        for (long start = 0; start < size; start += length) {
            int number = parts.size() + 1;
            RequestBody body = body(file, start, Math.min(length, size - start), UNKNOWN_CONTENT_TYPE);
            String eTag = s3.uploadPart(
                            r -> r.bucket(bucket).key(key).uploadId(id).partNumber(number), body)
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(eTag).build());
        }
        return parts;
    }

    /** S3 would keep the parts for good. On an interrupted thread the SDK sends no request. */
    private void abort(String key, String id, RuntimeException failure) {
        boolean interrupted = Thread.interrupted();
        try {
            s3.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(id));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** By the JDK's own table. It takes the text behind a '#' for a fragment, so it gets only the extension. */
    private static String contentType(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(Math.max(0, name.lastIndexOf('.')));
        return Objects.requireNonNullElse(URLConnection.guessContentTypeFromName(extension), UNKNOWN_CONTENT_TYPE);
    }

    /** The SDK asks for a new stream at each attempt. */
    private RequestBody body(Path file, long start, long length, String contentType) {
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
                contentType);
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
