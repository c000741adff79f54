package dev.zips3.local.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The function that the bucket notifies.
 *
 * @param name function name, without the alias
 * @param arn with the alias or version, as S3 invokes it
 * @param version a number or {@code $LATEST}, as in {@code AWS_LAMBDA_FUNCTION_VERSION}
 * @param handler {@code package.Class::method} or {@code package.Class}
 * @param memoryMiB 128 to 10,240 MiB
 * @param timeout 1 second to 15 minutes
 * @param environment the template's variables, without those of Lambda
 * @param code the jar that would be uploaded
 * @param logGroup name of the log group
 * @param logFormat {@code Text} or {@code JSON}
 * @param region for example {@code eu-central-1}
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda quotas</a>
 */
public record DeployedFunction(
        String name,
        String arn,
        String version,
        String handler,
        int memoryMiB,
        Duration timeout,
        Map<String, String> environment,
        Path code,
        String logGroup,
        String logFormat,
        String region) {

    private static final int MIN_MEMORY_MIB = 128;
    private static final int MAX_MEMORY_MIB = 10_240;
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

    public DeployedFunction {
        requireText("name", name);
        requireText("arn", arn);
        requireText("version", version);
        requireText("handler", handler);
        requireText("logGroup", logGroup);
        requireText("logFormat", logFormat);
        requireText("region", region);
        Objects.requireNonNull(code, "code");
        if (memoryMiB < MIN_MEMORY_MIB || memoryMiB > MAX_MEMORY_MIB) {
            throw new IllegalArgumentException(
                    "memoryMiB is %d, must be %d to %d".formatted(memoryMiB, MIN_MEMORY_MIB, MAX_MEMORY_MIB));
        }
        if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout is %s, must be %s to %s".formatted(timeout, MIN_TIMEOUT, MAX_TIMEOUT));
        }
        environment = Map.copyOf(environment);
    }

    private static void requireText(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("%s is '%s', must not be blank".formatted(field, value));
        }
    }
}
