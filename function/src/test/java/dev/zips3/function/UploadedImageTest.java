package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadedImageTest {

    /** Prefix and suffix can share a byte. */
    private static final Settings SETTINGS = new Settings("bucket", "123456789012", "ab", "ba", "zip/");

    private static UploadedImage upload(String key, String eTag, String versionId, String sequencer)
            throws IgnoredRecordException {
        return UploadedImage.from(
                new EventRecord("ObjectCreated:Put", "bucket", key, eTag, versionId, sequencer), SETTINGS);
    }

    @Test
    void isWhatTheEventSays() throws IgnoredRecordException {
        assertThat(upload("ab+%C3%BCba", "0a", "v1", "0b"))
                .isEqualTo(new UploadedImage("ab üba", Optional.of("0a"), Optional.of("v1"), Sequencer.of("0B")));
    }

    @Test
    void lacksWhatTheEventLacks() throws IgnoredRecordException {
        UploadedImage bare = new UploadedImage("abba", Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(upload("abba", null, null, null)).isEqualTo(bare);
        assertThat(upload("abba", "", "", "")).isEqualTo(bare);
    }

    @Test
    void isNoneIfTheRecordHasNeitherBucketNorKey() {
        assertThat(reason(null, null)).isEqualTo("not a record of S3");
        assertThat(reason("bucket", null)).isEqualTo("the event is null, not the creation of an object");
        assertThat(reason(null, "abba")).isEqualTo("the event is null, not the creation of an object");
    }

    private static String reason(String bucket, String key) {
        return catchThrowableOfType(
                        IgnoredRecordException.class,
                        () -> UploadedImage.from(new EventRecord(null, bucket, key, null, null, null), SETTINGS))
                .getMessage();
    }

    /** It becomes a header: with another one in it, or beyond ASCII, it is none. */
    @ParameterizedTest
    @CsvSource({"\"0a-2\", 0a-2", "0a\rX-Header: b, ", "0a b, ", "ü, "})
    void takesForAnETagWhatCanBeOne(String eTag, String taken) throws IgnoredRecordException {
        assertThat(upload("abba", eTag, null, null).eTag()).isEqualTo(Optional.ofNullable(taken));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aba", "ab", "ba"})
    void isNoneIfThereIsNothingBetweenPrefixAndSuffix(String key) {
        assertThatExceptionOfType(IgnoredRecordException.class).isThrownBy(() -> upload(key, null, null, null));
    }

    @Test
    void hasAKeyOfAsManyBytesAsS3Takes() throws IgnoredRecordException {
        assertThat(upload("ab" + "ü".repeat(510) + "ba", null, null, null).key())
                .hasSize(514);
        assertThatExceptionOfType(IgnoredRecordException.class)
                .isThrownBy(() -> upload("ab-" + "ü".repeat(510) + "ba", null, null, null))
                .withMessage("the key is longer than S3 allows");
    }
}
