package dev.zips3.integration.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.local.Lab;
import dev.zips3.local.LabListener;
import dev.zips3.local.assembly.Deployment;
import dev.zips3.local.lambda.host.RuntimeClient;
import dev.zips3.local.lambda.host.RuntimeSettings;
import dev.zips3.local.lambda.queue.Delivery;
import dev.zips3.local.lambda.queue.EventOutcome;
import dev.zips3.local.lambda.queue.InvocationResult;
import dev.zips3.local.s3.store.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A running lab and what its observer heard. */
final class RecordingLab implements LabListener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> started = new CopyOnWriteArrayList<>();
    final List<String> records = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();
    private final Deployment deployment;
    private final Lab lab;
    private final S3Client s3;

    RecordingLab(Deployment deployment, Path data, RuntimeClient client) throws IOException {
        this.deployment = deployment;
        RuntimeSettings settings = new RuntimeSettings(client, Map.of(), List.of(), 2);
        lab = new Lab(deployment, new DataDirectory(data), 0, settings, this);
        s3 = lab.client();
    }

    @Override
    public void started(Delivery delivery, int attempt) {
        started.add(delivery.subject());
    }

    @Override
    public void failed(Delivery delivery, int attempt, InvocationResult.Failure failure, Optional<Duration> nextWait) {
        failures.add(failure.errorType());
    }

    @Override
    public void failureDestination(String record) {
        records.add(record);
    }

    void put(String key, String content) {
        s3.putObject(r -> r.bucket(deployment.bucket().name()).key(key), RequestBody.fromString(content));
    }

    EventOutcome upload(String key, String content) throws Exception {
        CompletableFuture<EventOutcome> outcome = lab.outcomeOf(key);
        put(key, content);
        return outcome.get(2, TimeUnit.MINUTES);
    }

    /** What the function said of the one upload. */
    JsonNode response(String key, String content) throws Exception {
        EventOutcome outcome = upload(key, content);
        if (outcome instanceof EventOutcome.Succeeded succeeded) {
            return JSON.readTree(succeeded.success().body());
        }
        throw new AssertionError(outcome);
    }

    ZipRun zipRun(long partSize, Downloads downloads) {
        Progress silent = new Progress.Lines(new PrintWriter(Writer.nullWriter()));
        return new ZipRun(deployment.bucket(), lab, s3, partSize, downloads, silent);
    }

    List<String> keys() {
        return s3.listObjectsV2(r -> r.bucket(deployment.bucket().name())).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    @Override
    public void close() {
        s3.close();
        lab.close();
    }
}
