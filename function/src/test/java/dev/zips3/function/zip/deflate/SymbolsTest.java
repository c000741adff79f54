package dev.zips3.function.zip.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are rows of the two tables in RFC 1951, 3.2.5. */
final class SymbolsTest {

    @ParameterizedTest
    @CsvSource({
        "3, 257, 0, 0",
        "10, 264, 0, 0",
        "11, 265, 1, 0",
        "12, 265, 1, 1",
        "17, 268, 1, 0",
        "19, 269, 2, 0",
        "34, 272, 2, 3",
        "66, 276, 3, 7",
        "115, 280, 4, 0",
        "130, 280, 4, 15",
        "131, 281, 5, 0",
        "227, 284, 5, 0",
        "257, 284, 5, 30",
        "258, 285, 0, 0"
    })
    void mapsLengths(int length, int symbol, int extraBits, int extra) {
        assertThat(Symbols.ofLength(length)).isEqualTo(symbol);
        assertThat(Symbols.lengthExtraBits(symbol)).isEqualTo(extraBits);
        assertThat(Symbols.lengthExtra(symbol, length)).isEqualTo(extra);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0",
        "2, 1, 0, 0",
        "3, 2, 0, 0",
        "4, 3, 0, 0",
        "5, 4, 1, 0",
        "6, 4, 1, 1",
        "7, 5, 1, 0",
        "9, 6, 2, 0",
        "16, 7, 2, 3",
        "193, 15, 6, 0",
        "256, 15, 6, 63",
        "257, 16, 7, 0",
        "8193, 26, 12, 0",
        "24577, 29, 13, 0",
        "32768, 29, 13, 8191"
    })
    void mapsDistances(int distance, int symbol, int extraBits, int extra) {
        assertThat(Symbols.ofDistance(distance)).isEqualTo(symbol);
        assertThat(Symbols.distanceExtraBits(symbol)).isEqualTo(extraBits);
        assertThat(Symbols.distanceExtra(symbol, distance)).isEqualTo(extra);
    }
}
