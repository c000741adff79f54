package dev.zips3.local;

import dev.zips3.local.assembly.Deployment;
import dev.zips3.local.lambda.host.FunctionRuntime;
import dev.zips3.local.lambda.host.RuntimeSettings;
import dev.zips3.local.lambda.queue.EventOutcome;
import dev.zips3.local.lambda.queue.AsyncEventQueue;
import dev.zips3.local.lambda.queue.RetrySchedule;
import dev.zips3.local.s3.event.Notifications;
import dev.zips3.local.s3.http.AccessKey;
import dev.zips3.local.s3.http.PortTakenException;
import dev.zips3.local.s3.http.S3Endpoint;
import dev.zips3.local.s3.store.DataDirectory;
import dev.zips3.local.s3.store.UnusableDirectoryException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The deployment, running: the bucket, its notifications and the function, joined as the template joins them. */
public final class RunningLab implements AutoCloseable {

    /** A minute on Lambda is a second here. */
    public static final RetrySchedule PACE = new RetrySchedule(60);

    /** One pair for every run, so that a shell set up for one serves the next; only this machine reaches the lab. */
    public static final AccessKey ACCESS_KEY = new AccessKey("lab", "lab-secret");

    private final Map<String, CompletableFuture<EventOutcome>> expected = new ConcurrentHashMap<>();
    private final String region;
    private final S3Endpoint s3;
    private final FunctionRuntime runtime;
    private final AsyncEventQueue invocations;

    /**
     * Starts all of it, a first JVM of the function included.
     *
     * @param data where the objects are
     * @param port of the S3 endpoint; 0 for any that is free
     * @param settings of the function's JVMs, to which S3's address and the credentials are added
     * @throws PortTakenException when another process listens on the port
     * @throws UnusableDirectoryException when the directory cannot hold objects
     */
    public RunningLab(
            Deployment deployment, DataDirectory data, int port, RuntimeSettings settings, LabObserver observer)
            throws IOException {
        region = deployment.bucket().region();
        // S3 comes first, for the function is told its address: until the function is there, events wait for it.
        CompletableFuture<AsyncEventQueue> ready = new CompletableFuture<>();
        Notifications notifications =
                new Notifications(deployment.bucket(), (rule, event, json) -> deliver(ready.join(), event.key(), json));
        s3 = new S3Endpoint(deployment.bucket(), data, port, ACCESS_KEY, Clock.systemUTC(), notifications);
        RuntimeSettings connected = new RuntimeSettings(
                settings.client(), environment(), settings.jvmArguments(), settings.concurrency(), settings.archives());
        try {
            runtime = new FunctionRuntime(deployment.function(), connected, Clock.systemUTC(), observer::line);
            runtime.warm();
        } catch (RuntimeException e) {
            ready.cancel(false);
            s3.close();
            throw e;
        }
        invocations = new AsyncEventQueue(
                runtime,
                deployment.function(),
                deployment.invocation(),
                PACE,
                settings.concurrency(),
                Clock.systemUTC(),
                observer,
                observer::failureDestination);
        ready.complete(invocations);
    }

    public URI endpoint() {
        return s3.uri();
    }

    /** A client of the lab's S3, as any other program has one. */
    public S3Client client() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(s3.uri())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(ACCESS_KEY.id(), ACCESS_KEY.secret())))
                .build();
    }

    /**
     * Asks for the outcome of an upload; to be called before it, for the outcome may be there when it returns.
     *
     * @return completes after the last try of the upload's event; never, if the upload raises no event
     */
    public CompletableFuture<EventOutcome> outcomeOf(String key) {
        return expected.computeIfAbsent(key, k -> new CompletableFuture<>());
    }

    // What whenComplete returns says nothing that the future completed in it does not.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void deliver(AsyncEventQueue invocations, String key, byte[] event) {
        CompletableFuture<EventOutcome> waiting =
                Objects.requireNonNullElseGet(expected.remove(key), CompletableFuture::new);
        invocations.submit(key, event).whenComplete((outcome, failure) -> {
            if (failure == null) {
                waiting.complete(outcome);
            } else {
                waiting.completeExceptionally(failure);
            }
        });
    }

    /** What Lambda and its role would give the function, and the one thing that they would not: where S3 is. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_ENDPOINT_URL_S3", s3.uri().toString());
        environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY.id());
        environment.put("AWS_SECRET_ACCESS_KEY", ACCESS_KEY.secret());
        return environment;
    }

    /** Ends S3, then what it notifies; no JVM is left. */
    @Override
    public void close() {
        try (runtime;
                invocations;
                s3) {
            expected.values().forEach(outcome -> outcome.cancel(false));
        }
    }
}
