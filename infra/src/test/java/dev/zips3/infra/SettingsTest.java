package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    @Test
    void theDefaultsAreTheLab() {
        assertThat(settings(Map.of()))
                .isEqualTo(new Settings(
                        Optional.empty(), "us-west-2", "", false, true, 300, 1_769, 7, "images/", ".png", "zip/"));
    }

    @Test
    void everyOptionIsReadFromTheCommandLine() {
        assertThat(settings(Synthesized.context(
                        "uniqueId=anna-1",
                        "region=eu-central-1",
                        "suffix=-blue",
                        "retainImages=true",
                        "snapStart=false",
                        "timeoutSeconds=60",
                        "memoryMiB=512",
                        "logRetentionDays=30",
                        "imagePrefix=in/",
                        "imageSuffix=.jpg",
                        "zipPrefix=out/")))
                .isEqualTo(everyOption());
    }

    @Test
    void everyOptionIsReadFromCdkJson() {
        Map<String, Object> json = new LinkedHashMap<>(Synthesized.context(
                "uniqueId=anna-1",
                "region=eu-central-1",
                "suffix=-blue",
                "imagePrefix=in/",
                "imageSuffix=.jpg",
                "zipPrefix=out/"));
        json.put("retainImages", true);
        json.put("snapStart", false);
        json.put("timeoutSeconds", 60);
        json.put("memoryMiB", 512);
        json.put("logRetentionDays", 30);
        assertThat(settings(json)).isEqualTo(everyOption());
    }

    @Test
    void theKeysAreTheComponents() {
        assertThat(Settings.KEYS)
                .as("a key that is not listed would be refused as a typo")
                .containsExactly(Arrays.stream(Settings.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            uniqueId         | Anna            | lower-case letters and digits, with single hyphens between them
            uniqueId         | ``              | lower-case letters and digits, with single hyphens between them
            uniqueId         | a--b            | lower-case letters and digits, with single hyphens between them
            uniqueId         | -a              | lower-case letters and digits, with single hyphens between them
            uniqueId         | a.b             | lower-case letters and digits, with single hyphens between them
            uniqueId         | s3alias         | any that does not end in -s3alias
            uniqueId         | my-s3alias      | any that does not end in -s3alias
            region           | Oregon          | the code of an AWS region such as us-west-2
            region           | us-west-2a      | the code of an AWS region such as us-west-2
            suffix           | blue            | nothing, or a hyphen and lower-case letters or digits, such as -blue
            suffix           | -Blue           | nothing, or a hyphen and lower-case letters or digits, such as -blue
            suffix           | -               | nothing, or a hyphen and lower-case letters or digits, such as -blue
            suffix           | -blue-and-green | at most 13 characters
            suffix           | -s3alias        | any that does not end in -s3alias
            retainImages     | yes             | true or false
            retainImages     | True            | true or false
            snapStart        | 1               | true or false
            timeoutSeconds   | 0               | 1 to 900 seconds
            timeoutSeconds   | 901             | 1 to 900 seconds
            timeoutSeconds   | 5m              | a whole number
            timeoutSeconds   | 1.5             | a whole number
            timeoutSeconds   | 99999999999     | a whole number
            memoryMiB        | 127             | 128 to 10240 MiB
            memoryMiB        | 10241           | 128 to 10240 MiB
            logRetentionDays | 2               | one of [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
            imagePrefix      | images          | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            imagePrefix      | ``              | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            imagePrefix      | /images/        | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            imagePrefix      | images//        | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            imagePrefix      | ../             | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            imagePrefix      | im*/            | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            imageSuffix      | png             | a dot and letters, digits, '.', '_' or '-', such as .png
            imageSuffix      | ``              | a dot and letters, digits, '.', '_' or '-', such as .png
            imageSuffix      | .p?g            | a dot and letters, digits, '.', '_' or '-', such as .png
            imageSuffix      | .abcdefghijklmnopqrst | at most 20 characters
            zipPrefix        | zip             | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            """)
    void aBadValueIsNamedWithWhatIsAllowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(LabException.class)
                .hasMessage("%s=%s is refused. Allowed: %s", key, value, allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "timeoutSeconds, 1",
        "timeoutSeconds, 900",
        "memoryMiB, 128",
        "memoryMiB, 10240",
        "logRetentionDays, 1",
        "logRetentionDays, 3653",
        "suffix, -abcdefghijkl",
        "region, us-gov-west-1",
        "region, ap-southeast-7",
        "imagePrefix, a/b/c/",
        "imageSuffix, .tar.gz",
        "imageSuffix, .zip"
    })
    void theEndsOfARangeAreAllowed(String key, String value) {
        assertThatCode(() -> settings(Map.of(key, value))).doesNotThrowAnyException();
    }

    @Test
    void theBucketsNameFitsWhatS3Allows() {
        String longest = "a".repeat(63 - "calabs-bucket-".length() - "-blue".length());
        assertThatCode(() -> settings(Map.of("uniqueId", longest, "suffix", "-blue")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> settings(Map.of("uniqueId", longest + "a", "suffix", "-blue")))
                .hasMessage("uniqueId=%sa is refused. Allowed: at most 44 characters", longest);
    }

    @Test
    void aTextThatIsNoStringIsRefused() {
        assertThatThrownBy(() -> settings(Map.of("suffix", 7))).hasMessage("suffix=7 is refused. Allowed: a string");
        assertThatThrownBy(() -> settings(Map.of("timeoutSeconds", 1.5)))
                .hasMessage("timeoutSeconds=1.5 is refused. Allowed: a whole number");
    }

    @ParameterizedTest
    @CsvSource({
        "images/,     images/",
        "images/,     images/zip/",
        "zip/images/, zip/",
    })
    void aZipThatCouldInvokeTheFunctionIsRefused(String imagePrefix, String zipPrefix) {
        assertThatThrownBy(() -> settings(Map.of("imagePrefix", imagePrefix, "zipPrefix", zipPrefix)))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "zipPrefix=%s is refused. Allowed: a folder neither inside nor around imagePrefix=%s,"
                                + " or the function would be invoked by what it writes",
                        zipPrefix, imagePrefix);
    }

    @Test
    void neighboursThatBeginAlikeAreNoRecursion() {
        assertThatCode(() -> settings(Map.of("imagePrefix", "zip/", "zipPrefix", "zips/")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "sufix, suffix",
        "SnapStart, snapStart",
        "snapstart, snapStart",
        "timeout_Seconds, timeoutSeconds",
        "memoryMB, memoryMiB",
        "unique-id, uniqueId",
    })
    void aTypoIsAnsweredWithTheNearestKey(String typo, String meant) {
        assertThatThrownBy(() -> settings(Map.of(typo, "x")))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "%s=x is refused: there is no such option. Did you mean %s? Allowed: %s",
                        typo, meant, String.join(", ", Settings.KEYS));
    }

    @Test
    void anUnknownKeyThatIsNearNoneGetsTheList() {
        assertThatThrownBy(() -> settings(Map.of("environment", "production")))
                .hasMessage(
                        "environment=production is refused: there is no such option. Allowed: %s",
                        String.join(", ", Settings.KEYS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@aws-cdk/core:newStyleStackSynthesis",
                "aws:cdk:enable-path-metadata",
                "aws-cdk:enableDiffNoFail",
                "cli-telemetry",
                "availability-zones:account=111111111111:region=us-west-2"
            })
    void whatIsCdksIsLeftToCdk(String key) {
        assertThatCode(() -> settings(Map.of(key, true))).doesNotThrowAnyException();
    }

    private static Settings everyOption() {
        return new Settings(
                Optional.of("anna-1"), "eu-central-1", "-blue", true, false, 60, 512, 30, "in/", ".jpg", "out/");
    }

    private static Settings settings(Map<String, ?> context) {
        return Settings.from(new OptionReader(context));
    }
}
