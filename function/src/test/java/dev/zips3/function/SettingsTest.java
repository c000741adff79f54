package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "ZIPS3_BUCKET", "calabs-bucket-1",
            "ZIPS3_BUCKET_OWNER", "123456789012",
            "ZIPS3_IMAGE_PREFIX", "images/",
            "ZIPS3_IMAGE_SUFFIX", ".png",
            "ZIPS3_ZIP_PREFIX", "zip/"));

    @Test
    void readsEveryVariable() {
        assertThat(Settings.from(environment))
                .isEqualTo(new Settings("calabs-bucket-1", "123456789012", "images/", ".png", "zip/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ZIPS3_BUCKET",
                "ZIPS3_BUCKET_OWNER",
                "ZIPS3_IMAGE_PREFIX",
                "ZIPS3_IMAGE_SUFFIX",
                "ZIPS3_ZIP_PREFIX"
            })
    void namesTheVariableThatIsMissingOrEmpty(String name) {
        environment.put(name, "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining(name);
        environment.remove(name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining(name);
    }

    @Test
    void rejectsAnOwnerThatIsNoAccountId() {
        environment.put("ZIPS3_BUCKET_OWNER", "me");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessage("ZIPS3_BUCKET_OWNER is 'me'; allowed: 12 digits");
    }

    @Test
    void rejectsAZipPrefixInsideTheImagePrefix() {
        environment.put("ZIPS3_ZIP_PREFIX", "images/zip/");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining("ZIPS3_ZIP_PREFIX is 'images/zip/'");
    }
}
