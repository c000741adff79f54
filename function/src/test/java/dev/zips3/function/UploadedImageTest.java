package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadedImageTest {

    private static final String CREATED = "ObjectCreated:Put";

    private static final Settings SETTINGS = new Settings("bucket", "123456789012", "images/", ".png", "zip/");

    /** Prefix and suffix can share a byte. */
    private static final Settings OVERLAPPING = new Settings("bucket", "123456789012", "ab", "ba", "zip/");

    private static S3EventNotificationRecord record(
            String eventName, String bucket, String key, String eTag, String versionId, String sequencer) {
        S3ObjectEntity object = new S3ObjectEntity(key, 3L, eTag, versionId, sequencer);
        S3Entity s3 = new S3Entity(null, new S3BucketEntity(bucket, null, null), object, null);
        return new S3EventNotificationRecord(null, eventName, null, null, null, null, null, s3, null);
    }

    private static UploadedImage image(String encodedKey) throws IgnoredRecordException {
        return UploadedImage.from(record(CREATED, "bucket", encodedKey, null, null, null), SETTINGS);
    }

    private static UploadedImage withKey(String key) {
        return new UploadedImage(key, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String reasonToIgnore(S3EventNotificationRecord record, Settings settings) {
        return catchThrowableOfType(IgnoredRecordException.class, () -> UploadedImage.from(record, settings))
                .getMessage();
    }

    private static String reasonToIgnore(String encodedKey) {
        return reasonToIgnore(record(CREATED, "bucket", encodedKey, null, null, null), SETTINGS);
    }

    @Test
    void takesEveryValueOfTheEvent() throws IgnoredRecordException {
        assertThat(UploadedImage.from(record(CREATED, "bucket", "images/+%C3%BC.png", "0a", "v1", "0b"), SETTINGS))
                .isEqualTo(
                        new UploadedImage("images/ ü.png", Optional.of("0a"), Optional.of("v1"), Sequencer.of("0B")));
    }

    @Test
    void lacksWhatTheEventLacks() throws IgnoredRecordException {
        assertThat(image("images/a.png")).isEqualTo(withKey("images/a.png"));
        assertThat(UploadedImage.from(record(CREATED, "bucket", "images/a.png", "", "", ""), SETTINGS))
                .isEqualTo(withKey("images/a.png"));
    }

    @Test
    void decodesTheKeyAsS3EncodesIt() throws IgnoredRecordException {
        String key = "images/ +%&=\u0000\u007f\t/../ü😀\u202e.png";
        assertThat(image(URLEncoder.encode(key, StandardCharsets.UTF_8)).key()).isEqualTo(key);
    }

    /** Some emulators send it so. */
    @Test
    void takesAKeyThatIsNotEncoded() throws IgnoredRecordException {
        assertThat(image("images/ü 😀.png").key()).isEqualTo("images/ü 😀.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"images/%.png", "images/%4.png", "images/%zz.png", "images/.png%", "images/100% sure.png"})
    void ignoresAMalformedPercentSequence(String key) {
        assertThat(reasonToIgnore(key)).isEqualTo("the key is not URL-encoded");
    }

    /** S3 never sends such bytes. The key names no object, so the image's outcome is GONE. */
    @ParameterizedTest
    @CsvSource({"images/%FF.png, images/\uFFFD.png", "images/%C3.png, images/\uFFFD.png"})
    void decodesMalformedUtf8ToTheReplacementCharacter(String encoded, String key) throws IgnoredRecordException {
        assertThat(image(encoded).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(chars = {'\ud800', '\udc00'})
    void ignoresAKeyWithHalfOfASurrogatePair(char half) {
        assertThat(reasonToIgnore("images/" + half + ".png"))
                .isEqualTo("the key is not Unicode: it has half of a surrogate pair");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, null, null, the record does not come from S3",
                "null, bucket, images/a.png, 'the event is null, not ObjectCreated:*'",
                "ObjectRemoved:Delete, bucket, images/a.png, 'the event is ObjectRemoved:Delete, not ObjectCreated:*'",
                "ObjectCreated:Put, another, images/a.png, 'the bucket is another, not bucket'",
                "ObjectCreated:Put, null, images/a.png, 'the bucket is null, not bucket'",
                "ObjectCreated:Put, bucket, null, the record has no key",
                "ObjectCreated:Put, bucket, images/a.PNG, the key does not match images/*.png",
                "ObjectCreated:Put, bucket, image/a.png, the key does not match images/*.png",
            })
    void ignoresOtherRecords(String eventName, String bucket, String key, String reason) {
        assertThat(reasonToIgnore(record(eventName, bucket, key, null, null, null), SETTINGS))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "aba, the key is shorter than ab and ba together",
        "ab, the key does not match ab*ba",
        "ba, the key does not match ab*ba"
    })
    void ignoresAKeyInWhichPrefixAndSuffixOverlap(String key, String reason) {
        assertThat(reasonToIgnore(record(CREATED, "bucket", key, null, null, null), OVERLAPPING))
                .isEqualTo(reason);
    }

    /** S3's filter matches such a key. If it were ignored, nobody would learn of an image that was not zipped. */
    @Test
    void takesAKeyWithNothingBetweenPrefixAndSuffix() throws IgnoredRecordException {
        UploadedImage image = image("images/.png");
        assertThat(image.zipKey(SETTINGS)).isEqualTo("zip/.png.zip");
        assertThat(image.entryName()).isEqualTo(".png");
        assertThat(UploadedImage.from(record(CREATED, "bucket", "abba", null, null, null), OVERLAPPING)
                        .zipKey(OVERLAPPING))
                .isEqualTo("zip/ba.zip");
    }

    /** The ETag becomes a header: a line break or a character beyond ASCII cannot be one. */
    @ParameterizedTest
    @CsvSource({"\"0a-2\", 0a-2", "0a\rX-Header: b, ", "0a b, ", "ü, "})
    void takesAnETagThatAHeaderCanCarry(String eTag, String taken) throws IgnoredRecordException {
        assertThat(UploadedImage.from(record(CREATED, "bucket", "images/a.png", eTag, null, null), SETTINGS)
                        .eTag())
                .isEqualTo(Optional.ofNullable(taken));
    }

    @Test
    void takesTheLongestKeyOfS3AndIgnoresALongerOne() throws IgnoredRecordException {
        String longest = "images/-" + "ü".repeat(506) + ".png";
        assertThat(image(longest).key()).isEqualTo(longest);
        assertThat(reasonToIgnore("images/--" + "ü".repeat(506) + ".png"))
                .isEqualTo("the key has 1025 bytes; S3 allows up to 1024");
    }

    @ParameterizedTest
    @CsvSource({
        "images/a.png, zip/a.png.zip, a.png",
        "images/a/b c.png, zip/a/b c.png.zip, b c.png",
        "images/b/a.png, zip/b/a.png.zip, a.png",
        "images/ü+%😀.png, zip/ü+%😀.png.zip, ü+%😀.png",
        "images//.png, zip//.png.zip, .png",
        "images/../../a.png, zip/../../a.png.zip, a.png",
    })
    void keepsFoldersInTheZipKeyAndTheNameInTheEntry(String key, String zipKey, String entryName) {
        assertThat(withKey(key).zipKey(SETTINGS)).isEqualTo(zipKey);
        assertThat(withKey(key).entryName()).isEqualTo(entryName);
    }

    @Test
    void replacesPathsAndControlCharactersInTheEntryName() {
        assertThat(withKey("images/..\\..\\c:\0\nx.png").entryName()).isEqualTo(".._.._c___x.png");
        assertThat(withKey("images/10:30.png").entryName()).isEqualTo("10_30.png");
    }

    @Test
    void rejectsAZipKeyThatIsLongerThanS3Allows() {
        String longest = "images/" + "ü".repeat(506) + ".png";
        assertThat(withKey(longest).zipKey(SETTINGS)).isEqualTo("zip/" + "ü".repeat(506) + ".png.zip");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withKey("images/-" + "ü".repeat(506) + ".png").zipKey(SETTINGS))
                .withMessage("the ZIP's key would have 1025 bytes; S3 allows up to 1024");
    }
}
