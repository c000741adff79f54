package dev.zips3.function.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartSizeTest {

    private static final long GIB = 1L << 30;

    @Test
    void isSmallWhereItCanBe() {
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
    void refusesWhatMemoryCannotHold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new PartSize(PartSize.MIN, GIB).of(5 * 1024 * GIB))
                .withMessageContaining("memoryMiB")
                .withMessageContaining(Long.toString(5 * 1024 * GIB));
    }

    /** 48.8 TiB, S3's largest: no function has the memory, but the number of parts would be right. */
    @Test
    void fitsTheLargestObjectThatS3Has() {
        PartSize partSize = new PartSize(PartSize.MIN, 8 * GIB);
        long largest = 48_800 * GIB;
        assertThat(10_000 * partSize.needed(largest)).isGreaterThanOrEqualTo(largest);
        assertThat(partSize.needed(largest)).isLessThanOrEqualTo(5 * GIB);
        assertThatIllegalStateException().isThrownBy(() -> partSize.of(largest)).withMessageContaining("memoryMiB");
    }

    @Test
    void neverRefusesWhatFitsInOnePart() {
        assertThat(new PartSize(PartSize.MIN, 1).of(PartSize.MIN)).isEqualTo(PartSize.MIN);
    }

    /** Two parts, to the byte. */
    @Test
    void takesAsMuchMemoryAsThereIs() {
        long bytes = 10_000L * (PartSize.MIN + 1);
        assertThat(new PartSize(PartSize.MIN, 2L * (PartSize.MIN + 1)).of(bytes))
                .isEqualTo(PartSize.MIN + 1);
        assertThatIllegalStateException().isThrownBy(() -> new PartSize(PartSize.MIN, 2L * PartSize.MIN + 1).of(bytes));
    }

    @Test
    void leavesHalfOfTheHeapToAllElse() {
        assertThat(PartSize.forThisHeap())
                .isEqualTo(new PartSize(PartSize.MIN, Runtime.getRuntime().maxMemory() / 2));
    }
}
