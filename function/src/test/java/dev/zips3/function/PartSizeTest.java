package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PartSizeTest {

    private static final long GIB = 1L << 30;

    @Test
    void isSmallWhereItCanBe() {
        assertThat(PartSize.of(0, GIB)).isEqualTo(PartSize.LEAST);
        assertThat(PartSize.of(10_000L * PartSize.LEAST, GIB)).isEqualTo(PartSize.LEAST);
        assertThat(PartSize.of(10_000L * PartSize.LEAST + 1, GIB)).isEqualTo(PartSize.LEAST + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5_000_000_000L, 100 * GIB, 5 * 1024 * GIB, 19 * 1024 * GIB})
    void fitsTenThousandParts(long bytes) {
        assertThat(10_000L * PartSize.of(bytes, 8 * GIB)).isGreaterThanOrEqualTo(bytes);
    }

    @Test
    void refusesWhatMemoryCannotHold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PartSize.of(5 * 1024 * GIB, GIB))
                .withMessageContaining("memoryMiB")
                .withMessageContaining(Long.toString(5 * 1024 * GIB));
    }

    @Test
    void neverRefusesWhatFitsInOnePart() {
        assertThat(PartSize.of(PartSize.LEAST, 1)).isEqualTo(PartSize.LEAST);
    }
}
