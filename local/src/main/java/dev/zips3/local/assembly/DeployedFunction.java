package dev.zips3.local.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What the template says of the function.
 *
 * @param name function name, without the alias
 * @param arn what an invocation names: the ARN including the alias or version
 * @param version the version that runs, as in {@code AWS_LAMBDA_FUNCTION_VERSION}: a number or {@code $LATEST}
 * @param handler {@code package.Class::method} or {@code package.Class}
 * @param memoryMiB 128 to 10,240 MiB
 * @param timeout 1 second to 15 minutes
 * @param environment the template's variables, nothing else
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

    private static final int MINIMUM_MEMORY_MIB = 128;
    private static final int MAXIMUM_MEMORY_MIB = 10_240;
    private static final Duration MINIMUM_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAXIMUM_TIMEOUT = Duration.ofMinutes(15);

    public DeployedFunction {
        requireText("name", name);
        requireText("arn", arn);
        requireText("version", version);
        requireText("handler", handler);
        requireText("logGroup", logGroup);
        requireText("logFormat", logFormat);
        requireText("region", region);
        Objects.requireNonNull(code, "code");
        if (memoryMiB < MINIMUM_MEMORY_MIB || memoryMiB > MAXIMUM_MEMORY_MIB) {
            throw new IllegalArgumentException(
                    "memoryMiB is %d, must be %d to %d".formatted(memoryMiB, MINIMUM_MEMORY_MIB, MAXIMUM_MEMORY_MIB));
        }
        if (timeout.compareTo(MINIMUM_TIMEOUT) < 0 || timeout.compareTo(MAXIMUM_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout is %s, must be %s to %s".formatted(timeout, MINIMUM_TIMEOUT, MAXIMUM_TIMEOUT));
        }
        environment = Map.copyOf(environment);
    }

    private static void requireText(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("%s is '%s', must not be blank".formatted(field, value));
        }
    }
}
