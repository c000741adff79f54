package dev.zips3.function.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartSizeTest {

    private static final long GIB = 1L << 30;

    @Test
    void staysSmallWhereItCan() {
        assertThat(new PartSize(PartSize.MIN, GIB).of(0)).isEqualTo(PartSize.MIN);
        assertThat(new PartSize(PartSize.MIN, GIB).of(10_000L * PartSize.MIN)).isEqualTo(PartSize.MIN);
        assertThat(new PartSize(PartSize.MIN, GIB).of(10_000L * PartSize.MIN + 1))
                .isEqualTo(PartSize.MIN + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5_000_000_000L, 100 * GIB, 5 * 1024 * GIB, 19 * 1024 * GIB})
    void fitsTenThousandParts(long bytes) {
        assertThat(10_000L * new PartSize(PartSize.MIN, 8 * GIB).of(bytes)).isGreaterThanOrEqualTo(bytes);
    }

    @Test
    void rejectsPartsThatMemoryCannotHold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new PartSize(PartSize.MIN, GIB).of(5 * 1024 * GIB))
                .withMessageContaining("memoryMiB")
                .withMessageContaining(Long.toString(5 * 1024 * GIB));
    }

    /** 48.8 TiB: no function has the memory for such parts, but their number would be right. */
    @Test
    void allowsTheLargestObjectOfS3() {
        PartSize partSize = new PartSize(PartSize.MIN, 8 * GIB);
        long largest = 48_800 * GIB;
        assertThat(10_000 * partSize.required(largest)).isGreaterThanOrEqualTo(largest);
        assertThat(partSize.required(largest)).isLessThanOrEqualTo(5 * GIB);
        assertThatIllegalStateException().isThrownBy(() -> partSize.of(largest)).withMessageContaining("memoryMiB");
    }

    @Test
    void acceptsWhatFitsInOnePart() {
        assertThat(new PartSize(PartSize.MIN, 1).of(PartSize.MIN)).isEqualTo(PartSize.MIN);
    }

    /** Two parts, to the byte. */
    @Test
    void usesAllOfTheMemory() {
        long bytes = 10_000L * (PartSize.MIN + 1);
        assertThat(new PartSize(PartSize.MIN, 2L * (PartSize.MIN + 1)).of(bytes))
                .isEqualTo(PartSize.MIN + 1);
        assertThatIllegalStateException().isThrownBy(() -> new PartSize(PartSize.MIN, 2L * PartSize.MIN + 1).of(bytes));
    }

    /** On a heap of any size that a test runs with: two parts fit in one half of it, and three do not. */
    @Test
    void leavesHalfOfTheHeapToEverythingElse() {
        long heap = Runtime.getRuntime().maxMemory();
        PartSize partSize = PartSize.forThisHeap();
        long largestPart = heap / 2 / 2;
        assertThat(partSize.minimum()).isEqualTo(8 << 20);
        assertThat(partSize.of(10_000 * largestPart)).isEqualTo(largestPart);
        assertThatIllegalStateException().isThrownBy(() -> partSize.of(10_000 * (largestPart + 1)));
    }
}
