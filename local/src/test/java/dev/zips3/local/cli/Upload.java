package dev.zips3.local.cli;

import dev.zips3.local.s3.http.LocalS3;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A multipart upload of one part that waits to be completed. */
public record Upload(String key, String id, CompletedPart part) {
    public static Upload of(LocalS3 s3, String key, String content) {
        String bucket = LocalS3.BUCKET.name();
        String id = s3.client()
                .createMultipartUpload(request -> request.bucket(bucket).key(key))
                .uploadId();
        return new Upload(key, id, part(s3, key, id, 1, content));
    }

    public static CompletedPart part(LocalS3 s3, String key, String id, int number, String content) {
        String eTag = s3.client()
                .uploadPart(
                        request -> request.bucket(LocalS3.BUCKET.name())
                                .key(key)
                                .uploadId(id)
                                .partNumber(number),
                        RequestBody.fromString(content, StandardCharsets.UTF_8))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(eTag).build();
    }

    public CompleteMultipartUploadRequest.Builder complete() {
        return CompleteMultipartUploadRequest.builder()
                .bucket(LocalS3.BUCKET.name())
                .key(key)
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(part));
    }
}
