package dev.zips3.local;

import dev.zips3.local.assembly.Deployment;
import dev.zips3.local.assembly.TemplateException;
import dev.zips3.local.lambda.host.FunctionRuntime;
import dev.zips3.local.lambda.host.RuntimeSettings;
import dev.zips3.local.lambda.host.RuntimeSettings.Credentials;
import dev.zips3.local.lambda.queue.AsyncEventQueue;
import dev.zips3.local.lambda.queue.EventOutcome;
import dev.zips3.local.lambda.queue.RetrySchedule;
import dev.zips3.local.s3.event.Notifications;
import dev.zips3.local.s3.http.AccessKey;
import dev.zips3.local.s3.http.PortTakenException;
import dev.zips3.local.s3.http.S3Endpoint;
import dev.zips3.local.s3.store.ObjectStore;
import dev.zips3.local.s3.store.UnusableDirectoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A deployed stack, running on this machine: its bucket, the bucket's notifications and the function. */
public final class Lab implements AutoCloseable {

    /** A minute on Lambda is a second here. */
    private static final RetrySchedule RETRY_SCHEDULE = new RetrySchedule(60);

    private final Deployment deployment;
    private final LabListener listener;
    private final PendingUploads pending = new PendingUploads();
    private final AccessKey accessKey = AccessKey.ofThisRun();

    /** Null if the options name the directory of the objects. */
    private final TemporaryDirectory temporary;

    private final S3Endpoint s3;
    private final FunctionRuntime function;
    private final AsyncEventQueue events;

    /** Null before the first upload: {@code lab up} needs no client, and the AWS SDK takes long to load. */
    private S3Client uploading;

    /**
     * Starts S3 and a first JVM of the function. It does not wait for the JVM. The function first handles the events
     * that the last lab with the same data directory left.
     *
     * @param cloudAssembly a directory with {@code manifest.json}, as {@code cdk synth} writes it
     * @throws LabException if the template has no bucket that notifies one function, or has something the lab does not
     *     know, the port is in use, or the data directory cannot hold objects or is in use by another lab
     * @throws IOException if a file cannot be read or written
     */
    public static Lab start(Path cloudAssembly, LabOptions options) throws IOException {
        try {
            return new Lab(Deployment.from(cloudAssembly), options);
        } catch (TemplateException | PortTakenException | UnusableDirectoryException e) {
            throw new LabException(e);
        }
    }

    private Lab(Deployment deployment, LabOptions options) throws IOException {
        this.deployment = deployment;
        this.listener = options.listener();
        warnOfAnotherJava(options);
        // The function needs the address of S3, so S3 starts first. Events wait until the function is there.
        CompletableFuture<AsyncEventQueue> ready = new CompletableFuture<>();
        try {
            temporary = options.data().isPresent() ? null : TemporaryDirectory.create();
            Path objects = temporary == null ? options.data().get() : temporary.path();
            s3 = S3Endpoint.onDisk(
                    deployment.bucket(),
                    objects,
                    options.port(),
                    accessKey,
                    Clock.systemUTC(),
                    new Notifications(
                            deployment.bucket(),
                            (key, json) -> pending.notified(key, ready.join().submit(key, json))));
            function = new FunctionRuntime(
                    deployment.function(),
                    settings(options),
                    Clock.systemUTC(),
                    line -> listener.lineWritten(line.requestId(), line.text()));
            function.warm();
            events = new AsyncEventQueue(
                    function,
                    deployment.function(),
                    deployment.eventInvokeConfig(),
                    RETRY_SCHEDULE,
                    options.concurrency(),
                    Clock.systemUTC(),
                    // Without the objects of the last run its events are about nothing.
                    options.data()
                            .map(directory ->
                                    ObjectStore.privateDirectory(directory).resolve("events")),
                    listener);
            ready.complete(events);
        } catch (IOException | RuntimeException | Error e) {
            ready.cancel(false);
            close();
            throw e;
        }
    }

    private void warnOfAnotherJava(LabOptions options) {
        int java = Runtime.version().feature();
        if (options.functionCommand().isEmpty() && java != deployment.function().javaVersion()) {
            listener.warned("The template's runtime is %s; the lab runs the function on Java %d"
                    .formatted(deployment.function().runtime(), java));
        }
    }

    /** The settings that are not in the template. Without the endpoint the function would use the real S3. */
    private RuntimeSettings settings(LabOptions options) {
        return new RuntimeSettings(
                Map.of("AWS_ENDPOINT_URL_S3", endpoint().toString()),
                // S3 ignores the token: the key alone signs.
                new Credentials(accessKey.id(), accessKey.secret(), "lab-session-token"),
                options.jvmOptions(),
                options.functionCommand());
    }

    /** What the template deploys. */
    public Deployment deployment() {
        return deployment;
    }

    /** The address of S3. */
    public URI endpoint() {
        return s3.uri();
    }

    /** The name of the bucket that notifies the function. */
    public String bucket() {
        return deployment.bucket().name();
    }

    public String region() {
        return deployment.bucket().region();
    }

    public String accessKeyId() {
        return accessKey.id();
    }

    /** Another one in each run. */
    public String secretAccessKey() {
        return accessKey.secret();
    }

    /** How long a failed event waits here before each of its retries; on Lambda it waits sixty times as long. */
    public List<Duration> retryDelays() {
        return IntStream.rangeClosed(1, deployment.eventInvokeConfig().maximumRetries())
                .mapToObj(RETRY_SCHEDULE::delay)
                .toList();
    }

    /** A new client of the lab's S3; the caller closes it. */
    public S3Client client() {
        return LocalS3.client(endpoint(), region(), accessKey);
    }

    /**
     * Uploads an object in one PUT. If another client uploads the same key at the same time, the two may get each
     * other's outcome.
     *
     * @throws SdkException if S3 refuses it
     */
    public Upload put(String key, byte[] content) {
        S3Client client = uploadClient();
        return put(key, "ObjectCreated:Put", () -> {
            client.putObject(r -> r.bucket(bucket()).key(key), RequestBody.fromBytes(content));
            listener.bytesSent(key, content.length);
        });
    }

    /**
     * Uploads a file of any size as {@code aws s3 cp} does: from 8 MiB in parts, with a Content-Type by its name.
     *
     * @throws UncheckedIOException if the file cannot be read
     * @throws SdkException if S3 refuses it, or the thread is interrupted
     */
    public Upload put(String key, Path file) {
        return put(key, file, FileUpload.DEFAULT_PART_SIZE);
    }

    /** For tests, which upload smaller parts. */
    Upload put(String key, Path file, long partSize) {
        FileUpload upload = new FileUpload(uploadClient(), bucket(), partSize, bytes -> listener.bytesSent(key, bytes));
        try {
            long size = Files.size(file);
            return put(key, upload.eventName(size), () -> upload.upload(file, size, key));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private Upload put(String key, String eventName, Runnable upload) {
        boolean notified = deployment.bucket().notifications().stream().anyMatch(rule -> rule.matches(eventName, key));
        if (!notified) {
            upload.run();
            return new Upload(key, Optional.empty());
        }
        // Before the upload: S3 may send the event before the upload returns.
        CompletableFuture<EventOutcome> outcome = pending.add(key);
        try {
            upload.run();
        } catch (RuntimeException e) {
            pending.remove(key, outcome);
            throw e;
        }
        return new Upload(key, Optional.of(outcome));
    }

    private synchronized S3Client uploadClient() {
        if (uploading == null) {
            uploading = client();
        }
        return uploading;
    }

    /**
     * Terminates S3, then the function's JVMs, and deletes what is temporary. Pending uploads are cancelled. The next
     * lab with the same data directory delivers the events that were not handled.
     */
    @Override
    public void close() {
        try (temporary;
                function;
                events;
                s3) {
            pending.cancel();
            closeUploadClient();
        }
    }

    private synchronized void closeUploadClient() {
        if (uploading != null) {
            uploading.close();
        }
    }
}
