package dev.zips3.local.lambda.host;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Lambda's log says about an invocation that has ended. The line is in the format {@code Text}, also if the
 * template asks for JSON: here people read it.
 *
 * @param duration from the event to the result, without the start of the process
 * @param peakMemoryMiB of the process; empty if this machine does not say it
 * @param start the start of the process; empty except for its first invocation
 * @param failure {@code Status: timeout}, or {@code Status: error} with the type of the error; empty if the runtime
 *     itself reported the result
 */
record InvocationReport(
        String requestId,
        Duration duration,
        int memoryMiB,
        OptionalLong peakMemoryMiB,
        Optional<Start> start,
        Optional<String> failure) {

    /**
     * The start of a process.
     *
     * @param name {@code Init} or {@code Restore}
     */
    record Start(String name, Duration duration) {

        private String fields() {
            String fields = "\t" + name + " Duration: " + exact(duration);
            return name.equals("Restore") ? fields + "\tBilled Restore Duration: " + billed(duration) : fields;
        }
    }

    /** With tabs between the fields, as on Lambda. The time of the start is billed, too. */
    String line() {
        Duration total = duration.plus(start.map(Start::duration).orElse(Duration.ZERO));
        StringBuilder line = new StringBuilder("REPORT RequestId: ").append(requestId);
        line.append("\tDuration: ").append(exact(duration));
        line.append("\tBilled Duration: ").append(billed(total));
        line.append("\tMemory Size: ").append(memoryMiB).append(" MB");
        peakMemoryMiB.ifPresent(
                peak -> line.append("\tMax Memory Used: ").append(peak).append(" MB"));
        start.ifPresent(started -> line.append(started.fields()));
        failure.ifPresent(text -> line.append('\t').append(text));
        return line.toString();
    }

    private static String exact(Duration duration) {
        return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    }

    /** Lambda bills each millisecond that has begun. */
    private static String billed(Duration duration) {
        return duration.plusNanos(999_999).toMillis() + " ms";
    }
}
