package dev.zips3.function;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The function's settings. The stack sets them as environment variables; the function reads them once, when it is
 * initialized.
 *
 * @param bucket the only bucket whose images the function zips
 * @param bucketOwner the bucket's account, 12 digits; S3 refuses a request if another account owns the bucket
 * @param imagePrefix the start of an image's key, for example {@code images/}
 * @param imageSuffix the end of an image's key, for example {@code .png}; case matters, as in S3's filter
 * @param zipPrefix replaces {@code imagePrefix} in the ZIP's key, for example {@code zip/}; does not start with it
 */
public record Settings(String bucket, String bucketOwner, String imagePrefix, String imageSuffix, String zipPrefix) {

    public static final String BUCKET = "ZIPS3_BUCKET";
    public static final String BUCKET_OWNER = "ZIPS3_BUCKET_OWNER";
    public static final String IMAGE_PREFIX = "ZIPS3_IMAGE_PREFIX";
    public static final String IMAGE_SUFFIX = "ZIPS3_IMAGE_SUFFIX";
    public static final String ZIP_PREFIX = "ZIPS3_ZIP_PREFIX";

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    public Settings {
        if (!ACCOUNT.matcher(bucketOwner).matches()) {
            throw new IllegalArgumentException(BUCKET_OWNER + " is '" + bucketOwner + "'; allowed: 12 digits");
        }
        if (zipPrefix.startsWith(imagePrefix)) {
            throw new IllegalArgumentException(ZIP_PREFIX + " is '" + zipPrefix + "'; allowed: a prefix outside '"
                    + imagePrefix + "', or a ZIP could trigger the function again");
        }
    }

    /** @throws IllegalArgumentException if a variable is missing, empty or out of range; the message names it */
    static Settings from(Map<String, String> environment) {
        return new Settings(
                required(environment, BUCKET),
                required(environment, BUCKET_OWNER),
                required(environment, IMAGE_PREFIX),
                required(environment, IMAGE_SUFFIX),
                required(environment, ZIP_PREFIX));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("environment variable " + name + " is missing or empty");
        }
        return value;
    }
}
