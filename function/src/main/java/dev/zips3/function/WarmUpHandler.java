package dev.zips3.function;

import dev.zips3.function.s3.PartSize;
import dev.zips3.function.snapstart.WarmUp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Handles the upload of one image that does not exist. The event has an ETag that no object has. So S3 sends no image
 * and the function writes no ZIP, even if somebody uploads an image with this key.
 */
record WarmUpHandler(Settings settings) implements WarmUp.Handler {

    private static final String NAME = "warm-up";

    @Override
    public void handle(S3Client s3, Duration remaining) throws IOException {
        PrintStream noLog = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new ZipS3Images(settings, s3, PartSize.forThisHeap(), noLog, Clock.systemUTC())
                .handle(new ByteArrayInputStream(event()), NAME, remaining);
    }

    private byte[] event() {
        String key = URLEncoder.encode(settings.imagePrefix() + NAME + settings.imageSuffix(), StandardCharsets.UTF_8);
        return """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
                "eventTime":"2026-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put",
                "userIdentity":{"principalId":"warm-up"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},
                "responseElements":{"x-amz-request-id":"00","x-amz-id-2":"00"},
                "s3":{"s3SchemaVersion":"1.0","configurationId":"warm-up",
                "bucket":{"name":"%s","ownerIdentity":{"principalId":"warm-up"},"arn":"arn:aws:s3:::warm-up"},
                "object":{"key":"%s","size":1,"eTag":"00000000000000000000000000000000","sequencer":"00"}}}]}
                """.formatted(settings.bucket(), key).getBytes(StandardCharsets.UTF_8);
    }
}
