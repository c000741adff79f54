package dev.zips3.local.cli;

import dev.zips3.local.Lab;
import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.Deployment;
import dev.zips3.local.lambda.host.RuntimeClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is said when the lab is up. */
record Welcome(Deployment deployment, URI endpoint, RuntimeClient client, Optional<Path> data) {

    @Override
    public String toString() {
        DeployedBucket bucket = deployment.bucket();
        return """
                The lab is up; Ctrl-C ends it.

                  endpoint  %s
                  bucket    %s
                  trigger   %s
                  function  %s, %d MiB, %s
                  retries   %s
                  objects   %s

                %s

                For another terminal:

                  export AWS_ENDPOINT_URL_S3=%s
                  export AWS_ACCESS_KEY_ID=%s
                  export AWS_SECRET_ACCESS_KEY=%s
                  export AWS_REGION=%s
                  %s

                """.formatted(
                endpoint,
                bucket.name(),
                bucket.notifications().stream()
                        .map(rule -> String.join(", ", rule.events()) + " of " + rule.prefix() + "…" + rule.suffix())
                        .collect(Collectors.joining("; ")),
                deployment.function().handler(),
                deployment.function().memoryMiB(),
                seconds(deployment.function().timeout()),
                retries(),
                data.map(directory -> "in " + directory).orElse("gone when the lab ends"),
                client.explanation(),
                endpoint,
                Lab.ACCESS_KEY.id(),
                Lab.ACCESS_KEY.secret(),
                bucket.region(),
                deployment.outputs().getOrDefault("UploadCommand", ""));
    }

    private String retries() {
        int retries = deployment.invocation().maximumRetries();
        if (retries == 0) {
            return "none";
        }
        String waits = IntStream.rangeClosed(1, retries)
                .mapToObj(attempt -> seconds(Lab.PACE.wait(attempt)))
                .collect(Collectors.joining(" and "));
        return "%d, after %s (on Lambda a minute for each second)".formatted(retries, waits);
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
