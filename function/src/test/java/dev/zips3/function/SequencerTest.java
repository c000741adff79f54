package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SequencerTest {

    @ParameterizedTest
    @CsvSource({
        "0055AED6DCD90281E5, 0055AED6DCD90281E6, true",
        "0055AED6DCD90281E6, 0055AED6DCD90281E5, false",
        "0055AED6DCD90281E5, 0055AED6DCD90281E5, false",
        // Of different length: the shorter one is padded on the right, so it does not compare as a number.
        "9, 10, false",
        "10, 9, true",
        "1, 100, false",
        "1, 101, true",
        // Upper and lower case are equal.
        "0a, 0B, true",
        "0B, 0a, false",
    })
    void comparesAsS3Documents(String one, String other, boolean older) {
        assertThat(Sequencer.of(one)
                        .orElseThrow()
                        .isOlderThan(Sequencer.of(other).orElseThrow()))
                .isEqualTo(older);
    }

    @Test
    void isEmptyIfTheEventHasNone() {
        assertThat(Sequencer.of(null)).isEmpty();
        assertThat(Sequencer.of("")).isEmpty();
    }

    /** In a ZIP's metadata it would be newer than every other, and nothing would ever overwrite the ZIP. */
    @Test
    void isEmptyIfItIsNotHexadecimal() {
        assertThat(Sequencer.of("ZZ")).isEmpty();
        assertThat(Sequencer.of("0055AED6\n")).isEmpty();
        assertThat(Sequencer.of("0".repeat(129))).isEmpty();
        assertThat(Sequencer.of("0".repeat(128))).isPresent();
    }
}
