package dev.zips3.local.s3.http;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A multipart upload with one part that is not completed yet. */
record OpenUpload(String key, String id, CompletedPart part) {
    static OpenUpload of(TestS3 s3, String key, String content) {
        String bucket = TestS3.BUCKET.name();
        String id = s3.client()
                .createMultipartUpload(request -> request.bucket(bucket).key(key))
                .uploadId();
        return new OpenUpload(key, id, part(s3, key, id, 1, content));
    }

    static CompletedPart part(TestS3 s3, String key, String id, int number, String content) {
        String eTag = s3.client()
                .uploadPart(
                        request -> request.bucket(TestS3.BUCKET.name())
                                .key(key)
                                .uploadId(id)
                                .partNumber(number),
                        RequestBody.fromString(content, StandardCharsets.UTF_8))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(eTag).build();
    }

    CompleteMultipartUploadRequest.Builder complete() {
        return CompleteMultipartUploadRequest.builder()
                .bucket(TestS3.BUCKET.name())
                .key(key)
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(part));
    }
}
