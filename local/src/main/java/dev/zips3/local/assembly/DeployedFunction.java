package dev.zips3.local.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The function that the bucket notifies.
 *
 * @param name function name, without the alias
 * @param arn with the alias or version, as S3 invokes it
 * @param version a number or {@code $LATEST}, as in {@code AWS_LAMBDA_FUNCTION_VERSION}
 * @param snapStart whether Lambda starts this version from a snapshot
 * @param runtime Lambda's identifier of a Java runtime, for example {@code java21}
 * @param handler {@code package.Class::method} or {@code package.Class}
 * @param memoryMiB 128 to 10,240 MiB
 * @param timeout 1 second to 15 minutes
 * @param environment the template's variables, without those of Lambda
 * @param code the jar that would be uploaded
 * @param region for example {@code eu-central-1}
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda quotas</a>
 */
public record DeployedFunction(
        String name,
        String arn,
        String version,
        boolean snapStart,
        String runtime,
        String handler,
        int memoryMiB,
        Duration timeout,
        Map<String, String> environment,
        Path code,
        Logging logging,
        String region) {

    private static final Pattern JAVA = Pattern.compile("java(\\d+)(\\.al2)?");

    private static final int MIN_MEMORY_MIB = 128;
    private static final int MAX_MEMORY_MIB = 10_240;
    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

    public DeployedFunction {
        requireText("name", name);
        requireText("arn", arn);
        requireText("version", version);
        requireText("handler", handler);
        requireText("region", region);
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(logging, "logging");
        if (!isJava(runtime)) {
            throw new IllegalArgumentException("runtime is '%s', must be one of Java".formatted(runtime));
        }
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

    /**
     * The log of the function.
     *
     * @param group name of the log group
     * @param format {@code Text} or {@code JSON}
     * @param level of the lines that the function writes, for example {@code INFO}; empty with the format {@code Text}
     */
    public record Logging(String group, String format, Optional<String> level) {

        public Logging {
            requireText("group", group);
            requireText("format", format);
            Objects.requireNonNull(level, "level");
        }
    }

    /** Whether it is one of Lambda's Java runtimes. */
    static boolean isJava(String runtime) {
        return JAVA.matcher(runtime).matches();
    }

    /** The feature release of Java that the runtime has, for example 21. */
    public int javaVersion() {
        Matcher java = JAVA.matcher(runtime);
        java.matches();
        return Integer.parseInt(java.group(1));
    }

    private static void requireText(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("%s is '%s', must not be blank".formatted(field, value));
        }
    }
}
