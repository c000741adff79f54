package dev.zips3.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The deployed bucket with images in it, and the events that S3 sent when they were uploaded. */
final class Workload implements AutoCloseable {

    private static final AccessKey ACCESS_KEY = new AccessKey("bench", "bench-secret");
    private static final long PART_SIZE = 64 << 20;
    private static final int PATIENCE_SECONDS = 30;

    private final DeployedBucket bucket;
    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final S3Endpoint endpoint;
    private final S3Client s3;

    Workload(DeployedBucket bucket, Path directory) throws IOException {
        this.bucket = bucket;
        endpoint = new S3Endpoint(
                bucket,
                new DataDirectory(directory),
                0,
                ACCESS_KEY,
                Clock.systemUTC(),
                new Notifications(bucket, (rule, event, json) -> events.add(json)));
        s3 = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint.uri())
                .region(Region.of(bucket.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(ACCESS_KEY.id(), ACCESS_KEY.secret())))
                .build();
    }

    /** What a function must be told to find this S3. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_ENDPOINT_URL_S3", endpoint.uri().toString());
        environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY.id());
        environment.put("AWS_SECRET_ACCESS_KEY", ACCESS_KEY.secret());
        return environment;
    }

    /** Returns the event of each. */
    List<byte[]> upload(List<Path> images) throws IOException, InterruptedException {
        FileUpload upload = new FileUpload(s3, bucket.name(), PART_SIZE, bytes -> {});
        List<byte[]> uploaded = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Path image = images.get(i);
            String prefix = bucket.notifications().get(0).prefix();
            upload.upload(image, Files.size(image), prefix + i + "-" + image.getFileName());
            byte[] event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new IllegalStateException("no event of " + image);
            }
            uploaded.add(event);
        }
        return uploaded;
    }

    /** Every peer finds the bucket as the first one did. */
    void deleteZips() {
        String images = bucket.notifications().get(0).prefix();
        s3.listObjectsV2Paginator(r -> r.bucket(bucket.name())).contents().stream()
                .map(S3Object::key)
                .filter(key -> !key.startsWith(images))
                .forEach(key -> s3.deleteObject(r -> r.bucket(bucket.name()).key(key)));
    }

    @Override
    public void close() {
        s3.close();
        endpoint.close();
    }
}
