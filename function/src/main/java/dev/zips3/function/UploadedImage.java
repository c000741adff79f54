package dev.zips3.function;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One image to zip, as its event describes it.
 *
 * <p>The region is not looked at: a bucket's name is one bucket's whatever the region, its owner is part of each
 * request, and an emulator's region is any.
 *
 * @param key the object's key, decoded
 * @param eTag without quotes; empty if the event has none: then whatever is current is zipped
 * @param versionId empty unless the bucket is versioned
 * @param sequencer empty if the event has none
 */
public record UploadedImage(
        String key, Optional<String> eTag, Optional<String> versionId, Optional<Sequencer> sequencer) {

    private static final String CREATED = "ObjectCreated:";

    /** What can stand in a header between quotes; S3's are 32 hexadecimal digits, or those with a number of parts. */
    private static final Pattern ETAG = Pattern.compile("[!#-~]{1,1024}");

    /** @throws IgnoredRecordException if the record is anything but the creation of an image of the settings' bucket */
    static UploadedImage from(EventRecord record, Settings settings) throws IgnoredRecordException {
        if (record.bucket() == null && record.key() == null) {
            throw new IgnoredRecordException("not a record of S3");
        }
        String event = record.eventName();
        if (event == null || !event.startsWith(CREATED)) {
            throw new IgnoredRecordException("the event is " + event + ", not the creation of an object");
        }
        if (!settings.bucket().equals(record.bucket())) {
            throw new IgnoredRecordException("the bucket is " + record.bucket() + ", not " + settings.bucket());
        }
        return new UploadedImage(
                imageKey(record, settings),
                nonEmpty(record.eTag())
                        .map(eTag -> eTag.replace("\"", ""))
                        .filter(eTag -> ETAG.matcher(eTag).matches()),
                nonEmpty(record.versionId()),
                Sequencer.of(record.sequencer()));
    }

    private static String imageKey(EventRecord record, Settings settings) throws IgnoredRecordException {
        if (record.key() == null) {
            throw new IgnoredRecordException("the record has no key");
        }
        String key = new EncodedKey(record.key()).decoded();
        if (!key.startsWith(settings.imagePrefix()) || !key.endsWith(settings.imageSuffix())) {
            throw new IgnoredRecordException("the key is not " + settings.imagePrefix() + "…" + settings.imageSuffix());
        }
        if (key.length()
                < settings.imagePrefix().length() + settings.imageSuffix().length()) {
            throw new IgnoredRecordException("the key has nothing between prefix and suffix");
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > ZipName.LONGEST_KEY) {
            throw new IgnoredRecordException("the key is longer than S3 allows");
        }
        return key;
    }

    private static Optional<String> nonEmpty(String value) {
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
