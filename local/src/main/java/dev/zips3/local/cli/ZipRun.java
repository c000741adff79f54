package dev.zips3.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.local.RunningLab;
import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.NotificationRule;
import dev.zips3.local.lambda.queue.EventOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Sends images through a running lab, by the way that every upload takes. */
final class ZipRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeployedBucket bucket;
    private final RunningLab lab;
    private final S3Client s3;
    private final FileUpload uploads;
    private final Downloads downloads;
    private final Progress progress;

    /**
     * @param s3 of the lab
     * @param partSize bytes from which an image is uploaded in parts
     * @param progress advances twice by an image's size: when it is uploaded, and when its ZIP is saved
     */
    ZipRun(DeployedBucket bucket, RunningLab lab, S3Client s3, long partSize, Downloads downloads, Progress progress) {
        this.bucket = bucket;
        this.lab = lab;
        this.s3 = s3;
        this.uploads = new FileUpload(s3, bucket.name(), partSize, progress::advance);
        this.downloads = downloads;
        this.progress = progress;
    }

    /** Uploads them all, while the first are zipped already, then waits for each; in the order given. */
    List<ZipResult> zip(List<Image> images) throws InterruptedException {
        Map<Image, CompletableFuture<EventOutcome>> outcomes = new LinkedHashMap<>();
        Map<Image, ZipResult> results = new HashMap<>();
        for (Image image : images) {
            Optional<ZipResult> failed = isNotified(image) ? upload(image, outcomes) : Optional.of(unnotified(image));
            failed.ifPresent(result -> results.put(image, result));
        }
        for (Map.Entry<Image, CompletableFuture<EventOutcome>> uploaded : outcomes.entrySet()) {
            results.put(uploaded.getKey(), await(uploaded.getKey(), uploaded.getValue()));
        }
        return images.stream().map(results::get).toList();
    }

    /** Returns a result only if there will be no outcome. */
    private Optional<ZipResult> upload(Image image, Map<Image, CompletableFuture<EventOutcome>> outcomes)
            throws InterruptedException {
        progress.step("uploading " + image.name());
        CompletableFuture<EventOutcome> outcome = lab.outcomeOf(key(image));
        try {
            uploads.upload(image.path(), image.size(), key(image));
        } catch (SdkException | UncheckedIOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the upload of " + image.name());
            }
            return Optional.of(
                    ZipResult.failed(image, "NOT SENT", Explanation.of(e).orElse(e.toString())));
        }
        outcomes.put(image, outcome);
        return Optional.empty();
    }

    /** Under the first rule's prefix, where the stack's users upload. */
    private String key(Image image) {
        return bucket.notifications().get(0).prefix() + image.name();
    }

    private boolean isNotified(Image image) {
        String event = uploads.eventName(image.size());
        return bucket.notifications().stream().anyMatch(rule -> rule.matches(event, key(image)));
    }

    private ZipResult unnotified(Image image) {
        NotificationRule rule = bucket.notifications().get(0);
        return ZipResult.failed(
                image,
                "NO EVENT",
                "the trigger is for " + String.join(", ", rule.events()) + " of " + rule.prefix() + "…" + rule.suffix()
                        + " (case counts): S3 would store the image and tell nobody");
    }

    private ZipResult await(Image image, CompletableFuture<EventOutcome> outcome) throws InterruptedException {
        progress.step("zipping " + image.name());
        try {
            if (outcome.get() instanceof EventOutcome.Succeeded succeeded) {
                return save(image, JSON.readTree(succeeded.success().body()).path(0));
            }
            return exhausted(image, (EventOutcome.Exhausted) outcome.get());
        } catch (JsonProcessingException e) {
            return ZipResult.failed(image, "NO ANSWER", "the function's response is not its own: " + e.getMessage());
        } catch (ExecutionException e) {
            return ZipResult.failed(image, "NOT RUN", e.getCause().getMessage());
        } finally {
            progress.advance(image.size());
        }
    }

    private static ZipResult exhausted(Image image, EventOutcome.Exhausted exhausted) {
        String reason = exhausted
                .lastFailure()
                .map(failure -> failure.errorType() + ": " + failure.errorMessage())
                .orElse(exhausted.condition());
        return ZipResult.failed(image, "FAILED", "after " + exhausted.attempts() + " tries: " + reason);
    }

    /** @param report what the function says of its one record */
    private ZipResult save(Image image, JsonNode report) {
        String outcome = report.path("outcome").asText("NO ANSWER");
        String zipKey = report.path("zipKey").asText();
        if (zipKey.isEmpty()) {
            return ZipResult.failed(image, outcome, report.path("reason").asText());
        }
        try (InputStream zip = s3.getObject(r -> r.bucket(bucket.name()).key(zipKey))) {
            long bytes = downloads.save(image, zip);
            return new ZipResult(image, bytes, report.path("milliseconds").asLong(), outcome, "");
        } catch (IOException | SdkException | RefusedException e) {
            return ZipResult.failed(image, "NOT SAVED", Explanation.of(e).orElse(e.toString()));
        }
    }
}
