package dev.zips3.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.lambda.host.InvocationReport.Start;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The expected lines are from logs of Lambda. */
class InvocationReportTest {

    private static final Optional<String> RESPONDED = Optional.empty();
    private static final Optional<Start> WARM = Optional.empty();

    @Test
    void billsEachMillisecondThatHasBegun() {
        assertThat(report(12_340, 92, WARM, RESPONDED))
                .isEqualTo("REPORT RequestId: id\tDuration: 12.34 ms\tBilled Duration: 13 ms"
                        + "\tMemory Size: 128 MB\tMax Memory Used: 92 MB");
        assertThat(report(2_000, 92, WARM, RESPONDED)).contains("\tDuration: 2.00 ms\tBilled Duration: 2 ms\t");
    }

    @Test
    void billsTheInitialization() {
        Optional<Start> init = Optional.of(new Start("Init", Duration.ofNanos(293_050_000)));

        assertThat(report(1_248_310, 94, init, Optional.of("Status: error\tError Type: Runtime.ExitError")))
                .isEqualTo("REPORT RequestId: id\tDuration: 1248.31 ms\tBilled Duration: 1542 ms"
                        + "\tMemory Size: 128 MB\tMax Memory Used: 94 MB\tInit Duration: 293.05 ms"
                        + "\tStatus: error\tError Type: Runtime.ExitError");
        assertThat(report(3_000_000, 73, init, Optional.of("Status: timeout")))
                .endsWith("\tInit Duration: 293.05 ms\tStatus: timeout");
    }

    @Test
    void namesTheRestoreInPlaceOfTheInitialization() {
        Optional<Start> restore = Optional.of(new Start("Restore", Duration.ofNanos(118_400_000)));

        assertThat(report(159_870, 88, restore, RESPONDED))
                .isEqualTo("REPORT RequestId: id\tDuration: 159.87 ms\tBilled Duration: 279 ms"
                        + "\tMemory Size: 128 MB\tMax Memory Used: 88 MB"
                        + "\tRestore Duration: 118.40 ms\tBilled Restore Duration: 119 ms");
    }

    @Test
    void leavesOutMemoryThatIsNotKnown() {
        assertThat(new InvocationReport("id", Duration.ZERO, 128, OptionalLong.empty(), WARM, RESPONDED).line())
                .endsWith("\tMemory Size: 128 MB");
    }

    @Test
    void writesADecimalPointInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(report(12_340, 92, WARM, RESPONDED)).contains("Duration: 12.34 ms");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String report(long microseconds, long peak, Optional<Start> start, Optional<String> failure) {
        Duration duration = Duration.ofNanos(microseconds * 1000);
        return new InvocationReport("id", duration, 128, OptionalLong.of(peak), start, failure).line();
    }
}
