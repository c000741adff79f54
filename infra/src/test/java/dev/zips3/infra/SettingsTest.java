package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.regioninfo.RegionInfo;

final class SettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            uniqueId         | Optional.empty | anna-1       | Optional[anna-1]
            region           | us-west-2      | eu-central-1 | eu-central-1
            suffix           | ``             | -blue        | -blue
            retainImages     | false          | true         | true
            snapStart        | true           | false        | false
            timeoutSeconds   | 300            | 60           | 60
            memoryMiB        | 1769           | 512          | 512
            logRetentionDays | 7              | 30           | 30
            imagePrefix      | images/        | in/          | in/
            imageSuffix      | .png           | .jpg         | .jpg
            zipPrefix        | zip/           | out/         | out/
            """)
    void readsEachOptionOrItsDefault(String key, String defaultValue, String chosen, String expected)
            throws ReflectiveOperationException {
        assertThat(setting(key, Map.of())).hasToString(defaultValue);
        assertThat(setting(key, Map.of(key, chosen))).hasToString(expected);
    }

    @Test
    void readsTheJsonTypesOfCdkJson() {
        Settings settings = Settings.from(Map.of("retainImages", true, "snapStart", false, "timeoutSeconds", 60));
        assertThat(settings.retainImages()).isTrue();
        assertThat(settings.snapStart()).isFalse();
        assertThat(settings.timeoutSeconds()).isEqualTo(60);
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
            imagePrefix      | $a/             | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            imagePrefix      | im*/            | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            imageSuffix      | png             | a dot and letters, digits, '.', '_' or '-', such as .png
            imageSuffix      | ``              | a dot and letters, digits, '.', '_' or '-', such as .png
            imageSuffix      | .p*             | a dot and letters, digits, '.', '_' or '-', such as .png
            imageSuffix      | .${a}           | a dot and letters, digits, '.', '_' or '-', such as .png
            imageSuffix      | .p?g            | a dot and letters, digits, '.', '_' or '-', such as .png
            imageSuffix      | .abcdefghijklmnopqrst | at most 20 characters
            zipPrefix        | zip             | folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/
            """)
    void refusesABadValueAndSaysWhatIsAllowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> Settings.from(Map.of(key, value)))
                .isInstanceOf(InvalidOptionException.class)
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
    void allowsTheEndsOfARange(String key, String value) {
        assertThatCode(() -> Settings.from(Map.of(key, value))).doesNotThrowAnyException();
    }

    @Test
    void limitsTheBucketNameToWhatS3Allows() {
        String longest = "a".repeat(63 - "calabs-bucket-".length() - "-blue".length());
        assertThatCode(() -> Settings.from(Map.of("uniqueId", longest, "suffix", "-blue")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Settings.from(Map.of("uniqueId", longest + "a", "suffix", "-blue")))
                .hasMessage("uniqueId=%sa is refused. Allowed: at most 44 characters", longest);
    }

    @Test
    void refusesAValueOfAnotherJsonType() {
        assertThatThrownBy(() -> Settings.from(Map.of("suffix", 7)))
                .hasMessage("suffix=7 is refused. Allowed: a string");
        assertThatThrownBy(() -> Settings.from(Map.of("timeoutSeconds", 1.5)))
                .hasMessage("timeoutSeconds=1.5 is refused. Allowed: a whole number");
    }

    @ParameterizedTest
    @CsvSource({
        "images/,     images/",
        "images/,     images/zip/",
        "zip/images/, zip/",
    })
    void refusesAZipFolderThatWouldInvokeTheFunction(String imagePrefix, String zipPrefix) {
        assertThatThrownBy(() -> Settings.from(Map.of("imagePrefix", imagePrefix, "zipPrefix", zipPrefix)))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "zipPrefix=%s is refused. Allowed: a folder neither inside nor around imagePrefix=%s,"
                                + " or the function would be invoked by what it writes",
                        zipPrefix, imagePrefix);
    }

    @Test
    void allowsFoldersThatBeginAlike() {
        assertThatCode(() -> Settings.from(Map.of("imagePrefix", "zip/", "zipPrefix", "zips/")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "sufix, suffix",
        "SnapStart, snapStart",
        "uniqueid, uniqueId",
        "RETAINIMAGES, retainImages",
        "memoryMB, memoryMiB",
        "retainimage, retainImages",
        "timeOutSecond, timeoutSeconds",
        "zip-prefix, zipPrefix"
    })
    void refusesAMistypedOptionAndListsAll(String key, String similar) {
        assertThatThrownBy(() -> Settings.from(Map.of(key, "x")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(
                        "%s=x is refused: there is no such option; do you mean %s? Allowed: %s",
                        key, similar, String.join(", ", Synthesized.OPTIONS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@aws-cdk/core:newStyleStackSynthesis",
                "aws:cdk:enable-path-metadata",
                "aws-cdk:enableDiffNoFail",
                "cli-telemetry",
                "acknowledged-issue-numbers",
                "availability-zones:account=111111111111:region=us-west-2",
                "team",
                "environment"
            })
    void ignoresKeysThatAreNoOptions(String key) {
        assertThatCode(() -> Settings.from(Map.of(key, List.of(1)))).doesNotThrowAnyException();
    }

    @Test
    void allowsEveryRegionThatCdkKnows() {
        assertThat(RegionInfo.getRegions())
                .extracting(RegionInfo::getName)
                .as("one of each partition")
                .contains("us-west-2", "cn-north-1", "us-gov-east-1", "us-iso-east-1", "us-isob-east-1")
                .contains("eusc-de-east-1", "eu-isoe-west-1", "us-isof-south-1")
                .allSatisfy(region -> assertThat(
                                Settings.from(Map.of("region", region)).region())
                        .isEqualTo(region));
    }

    private static Object setting(String key, Map<String, ?> context) throws ReflectiveOperationException {
        return Settings.class.getDeclaredMethod(key).invoke(Settings.from(context));
    }
}
