package dev.zips3.function;

import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One image to zip, as its event describes it.
 *
 * <p>The region of the event is not checked. A bucket's name is unique in all regions, each request names the bucket's
 * owner, and the region of an emulator is arbitrary.
 *
 * @param key the object's key, decoded
 * @param eTag without quotes; empty if the event has none: then the function zips the current image
 * @param versionId empty unless the bucket is versioned
 * @param sequencer empty if the event has none
 */
record UploadedImage(String key, Optional<String> eTag, Optional<String> versionId, Optional<Sequencer> sequencer) {

    /** UTF-8 bytes of the longest key that S3 accepts. */
    private static final int MAX_KEY_BYTES = 1024;

    private static final String CREATED = "ObjectCreated:";

    /**
     * The characters that a header value can have between quotes. S3's ETags are 32 hexadecimal digits, with or without
     * a number of parts.
     */
    private static final Pattern ETAG = Pattern.compile("[!#-~]{1,1024}");

    /** @throws IgnoredRecordException if the record is not about a new image in the settings' bucket */
    static UploadedImage from(S3EventNotificationRecord record, Settings settings) throws IgnoredRecordException {
        String bucket = record.getS3().getBucket().getName();
        S3ObjectEntity object = record.getS3().getObject();
        if (bucket == null && object.getKey() == null) {
            throw new IgnoredRecordException("the record does not come from S3");
        }
        String event = record.getEventName();
        if (event == null || !event.startsWith(CREATED)) {
            throw new IgnoredRecordException("the event is " + event + ", not " + CREATED + "*");
        }
        if (!settings.bucket().equals(bucket)) {
            throw new IgnoredRecordException("the bucket is " + bucket + ", not " + settings.bucket());
        }
        String key = decodedKey(object);
        requireImage(key, settings);
        return new UploadedImage(
                key,
                nonEmpty(object.geteTag())
                        .map(eTag -> eTag.replace("\"", ""))
                        .filter(eTag -> ETAG.matcher(eTag).matches()),
                nonEmpty(object.getVersionId()),
                Sequencer.of(object.getSequencer()));
    }

    /**
     * Decodes the key with AWS's events library, which uses the JDK's {@code URLDecoder}. A character that an emulator
     * did not encode stays as it is.
     *
     * <p>The JDK decodes bytes that are not UTF-8 to U+FFFD. S3 sends no such bytes. No object has the decoded key, so
     * the outcome is {@link Outcome.Kind#GONE}.
     */
    private static String decodedKey(S3ObjectEntity object) throws IgnoredRecordException {
        if (object.getKey() == null) {
            throw new IgnoredRecordException("the record has no key");
        }
        String key;
        try {
            key = object.getUrlDecodedKey();
        } catch (IllegalArgumentException e) {
            throw new IgnoredRecordException("the key is not URL-encoded");
        }
        // The SDK would send '?' instead, which is the key of another object.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw new IgnoredRecordException("the key is not Unicode: it has half of a surrogate pair");
        }
        return key;
    }

    private static void requireImage(String key, Settings settings) throws IgnoredRecordException {
        String prefix = settings.imagePrefix();
        String suffix = settings.imageSuffix();
        if (!key.startsWith(prefix) || !key.endsWith(suffix)) {
            throw new IgnoredRecordException("the key does not match " + prefix + "*" + suffix);
        }
        // A name may be empty: S3's filter matches images/.png, too. But prefix and suffix must not overlap.
        if (key.length() < prefix.length() + suffix.length()) {
            throw new IgnoredRecordException("the key is shorter than " + prefix + " and " + suffix + " together");
        }
        int bytes = bytes(key);
        if (bytes > MAX_KEY_BYTES) {
            throw new IgnoredRecordException("the key has " + bytes + " bytes; S3 allows up to " + MAX_KEY_BYTES);
        }
    }

    /**
     * Returns the key of the image's ZIP: {@code images/a/b c.png} becomes {@code zip/a/b c.png.zip}. The folders stay,
     * because two images called {@code a.png} in two folders need two ZIPs.
     *
     * @throws IllegalArgumentException if the ZIP's key would be longer than S3 allows
     */
    String zipKey(Settings settings) {
        String zipKey =
                settings.zipPrefix() + key.substring(settings.imagePrefix().length()) + ".zip";
        int bytes = bytes(zipKey);
        if (bytes > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the ZIP's key would have " + bytes + " bytes; S3 allows up to " + MAX_KEY_BYTES);
        }
        return zipKey;
    }

    /**
     * Returns the image's name inside the ZIP: the last segment of the key. Some characters are harmful in a file name:
     * on Windows a backslash or a colon makes a path, and control characters can change what a terminal shows. Each of
     * them becomes an underscore.
     */
    String entryName() {
        StringBuilder name = new StringBuilder();
        key.substring(key.lastIndexOf('/') + 1)
                .codePoints()
                .map(c -> c == '\\' || c == ':' || Character.isISOControl(c) ? '_' : c)
                .forEach(name::appendCodePoint);
        return name.toString();
    }

    private static int bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<String> nonEmpty(String value) {
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
