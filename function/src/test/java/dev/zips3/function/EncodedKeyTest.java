package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodedKeyTest {

    @Test
    void decodesWhatS3Encodes() throws IgnoredRecordException {
        String key = "images/ +%&=\u0000\u007f\u0009/../ü😀\u202e.png";
        assertThat(new EncodedKey(URLEncoder.encode(key, StandardCharsets.UTF_8)).decoded())
                .isEqualTo(key);
    }

    /** As some emulators send it. */
    @Test
    void takesWhatIsNotEncodedAsItIs() throws IgnoredRecordException {
        assertThat(new EncodedKey("images/ü 😀.png").decoded()).isEqualTo("images/ü 😀.png");
    }

    /** The JDK's decoder makes it U+FFFD, which names another object. */
    @ParameterizedTest
    @CsvSource({"%FF, UTF-8", "%C3, UTF-8", "%ED%A0%80, UTF-8", "%, URL", "%4, URL", "%zz, URL", "a%4١, URL"})
    void refusesWhatDecodesBadly(String key, String reason) {
        assertThatExceptionOfType(IgnoredRecordException.class)
                .isThrownBy(() -> new EncodedKey(key).decoded())
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(chars = {'\ud800', '\udc00'})
    void refusesHalfACharacter(char half) {
        assertThatExceptionOfType(IgnoredRecordException.class).isThrownBy(() -> new EncodedKey("a" + half).decoded());
    }
}
