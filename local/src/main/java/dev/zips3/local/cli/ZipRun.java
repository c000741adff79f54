package dev.zips3.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.local.Invocation;
import dev.zips3.local.Lab;
import dev.zips3.local.Upload;
import dev.zips3.local.assembly.NotificationRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Sends images through a running lab and saves their ZIPs. */
final class ZipRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Lambda discards an event after six hours at most; the lab's own retries take seconds. */
    private static final Duration LIMIT = Duration.ofHours(6);

    private final Lab lab;
    private final S3Client s3;
    private final Downloads downloads;
    private final Progress progress;

    /**
     * @param s3 of the lab
     * @param progress advances by an image's size when its ZIP is saved; the lab's listener advances it by the upload
     */
    ZipRun(Lab lab, S3Client s3, Downloads downloads, Progress progress) {
        this.lab = lab;
        this.s3 = s3;
        this.downloads = downloads;
        this.progress = progress;
    }

    /**
     * Uploads all images, then waits for each. The function zips the first images while the others are uploaded.
     *
     * @return in the order of the images
     */
    List<ZipResult> zip(List<Image> images) throws InterruptedException {
        Map<Image, Upload> uploads = new LinkedHashMap<>();
        Map<Image, ZipResult> results = new HashMap<>();
        for (Image image : images) {
            progress.step("uploading " + image.name());
            try {
                uploads.put(image, lab.put(key(image), image.path()));
            } catch (SdkException | UncheckedIOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the upload of " + image.name());
                }
                results.put(image, failed(image, "NOT SENT", e));
            }
        }
        for (Map.Entry<Image, Upload> uploaded : uploads.entrySet()) {
            results.put(uploaded.getKey(), result(uploaded.getKey(), uploaded.getValue()));
        }
        return images.stream().map(results::get).toList();
    }

    /** Puts the image under the prefix of the first filter, as the stack's users do. */
    private String key(Image image) {
        return filter().prefix() + image.name();
    }

    private NotificationRule filter() {
        return lab.deployment().bucket().notifications().get(0);
    }

    private ZipResult result(Image image, Upload upload) throws InterruptedException {
        if (!upload.isNotified()) {
            return ZipResult.failed(
                    image,
                    "NO EVENT",
                    "no notification filter matches " + upload.key() + "; the trigger is " + filter().filter()
                            + " (case counts)");
        }
        progress.step("zipping " + image.name());
        try {
            Invocation invocation = upload.await(LIMIT);
            JsonNode response = JSON.readTree(invocation.response());
            return invocation.succeeded() ? save(image, response.path(0)) : error(image, invocation, response);
        } catch (JsonProcessingException e) {
            return ZipResult.failed(image, "NO ANSWER", "the function's response is not JSON: " + e.getMessage());
        } catch (IllegalStateException | TimeoutException e) {
            return ZipResult.failed(image, "NOT RUN", e.getMessage());
        } finally {
            progress.advance(image.size());
        }
    }

    private static ZipResult error(Image image, Invocation invocation, JsonNode error) {
        return ZipResult.failed(
                image,
                "FAILED",
                "after %d attempts: %s: %s"
                        .formatted(
                                invocation.attempts(),
                                error.path("errorType").asText(),
                                error.path("errorMessage").asText()));
    }

    /** @param report the function's outcome of the event's only record */
    private ZipResult save(Image image, JsonNode report) {
        String outcome = report.path("outcome").asText("NO ANSWER");
        String zipKey = report.path("zipKey").asText();
        if (zipKey.isEmpty()) {
            return ZipResult.failed(image, outcome, report.path("reason").asText());
        }
        try (InputStream zip = s3.getObject(r -> r.bucket(lab.bucket()).key(zipKey))) {
            long bytes = downloads.save(image, zip);
            return new ZipResult(image, bytes, report.path("milliseconds").asLong(), outcome, "");
        } catch (IOException | SdkException | UsageException e) {
            return failed(image, "NOT SAVED", e);
        }
    }

    private static ZipResult failed(Image image, String outcome, Exception failure) {
        return ZipResult.failed(image, outcome, Explanation.of(failure).orElse(failure.toString()));
    }
}
