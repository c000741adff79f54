package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ZipNameTest {

    private static final Settings SETTINGS = new Settings("b", "123456789012", "images/", ".png", "zip/");

    @ParameterizedTest
    @CsvSource({
        "images/a.png, zip/a.png.zip, a.png",
        "images/a/b c.png, zip/a/b c.png.zip, b c.png",
        "images/b/a.png, zip/b/a.png.zip, a.png",
        "images/ü+%😀.png, zip/ü+%😀.png.zip, ü+%😀.png",
        "images//.png, zip//.png.zip, .png",
        "images/../../a.png, zip/../../a.png.zip, a.png",
    })
    void keepsFoldersInTheKeyAndTheBaseNameInTheEntry(String image, String key, String entry) {
        assertThat(ZipName.of(image, SETTINGS)).isEqualTo(new ZipName(key, entry));
    }

    @Test
    void leavesNothingInTheEntryThatIsAPathOrATrap() {
        assertThat(ZipName.of("images/..\\..\\c:\0\nx.png", SETTINGS).entry()).isEqualTo(".._.._c___x.png");
    }

    @Test
    void hasAKeyOfAsManyBytesAsS3Takes() {
        String longest = "images/" + "ü".repeat(506) + ".png";
        assertThat(ZipName.of(longest, SETTINGS).key().getBytes(StandardCharsets.UTF_8))
                .hasSize(1024);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZipName.of("images/-" + longest.substring(7), SETTINGS))
                .withMessage("the ZIP's key would have 1025 bytes; allowed: up to 1024");
    }
}
