package dev.zips3.infra;

import dev.zips3.infra.OptionReader.Format;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be chosen with {@code -c key=value}. Each default is the lab's, or what AWS advises where the lab says
 * nothing.
 *
 * <p>To add an option, add a component here and a line in {@link #from}: key, default and range stand there and nowhere
 * else.
 *
 * @param uniqueId makes the bucket's name unique in the world; by default the id of the stack does
 * @param region where the stack is deployed
 * @param suffix is appended to every physical name, so that two stacks can live in one account; empty or {@code -word}
 * @param retainImages whether the bucket and its objects outlive the stack
 * @param snapStart whether S3 invokes a published version with a snapshot, and not the latest code
 * @param timeoutSeconds how long one invocation may take, 1 to 900
 * @param memoryMiB the function's memory, 128 to 10,240; 1,769 is one vCPU
 * @param logRetentionDays how long log lines are kept, one of the periods that CloudWatch allows
 * @param imagePrefix the folder whose uploads are zipped
 * @param imageSuffix how an image's key ends
 * @param zipPrefix the folder that receives the ZIPs
 */
record Settings(
        Optional<String> uniqueId,
        String region,
        String suffix,
        boolean retainImages,
        boolean snapStart,
        int timeoutSeconds,
        int memoryMiB,
        int logRetentionDays,
        String imagePrefix,
        String imageSuffix,
        String zipPrefix) {

    static final String BUCKET_PREFIX = "calabs-bucket-";

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
    private static final int MAX_BUCKET_NAME = 63;

    private static final String RESERVED_BUCKET_ENDING = "-s3alias";

    /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
    private static final List<Integer> LOG_RETENTION_DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private static final Format UNIQUE_ID = new Format(
            "[a-z0-9]+(-[a-z0-9]+)*",
            MAX_BUCKET_NAME - BUCKET_PREFIX.length(),
            "lower-case letters and digits, with single hyphens between them");
    private static final Format REGION =
            new Format("[a-z]{2}(-[a-z]+)+-[0-9]", 63, "the code of an AWS region such as us-west-2");
    /** 13 characters are what the bucket's name leaves beside a UUID. */
    private static final Format SUFFIX =
            new Format("(-[a-z0-9]+)*", 13, "nothing, or a hyphen and lower-case letters or digits, such as -blue");
    /** No character that has a meaning in IAM's wildcards, in a shell or in a URL. */
    private static final Format FOLDER = new Format(
            "([A-Za-z0-9_][A-Za-z0-9._-]*/)+",
            200,
            "folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/");

    private static final Format IMAGE_SUFFIX =
            new Format("\\.[A-Za-z0-9._-]+", 20, "a dot and letters, digits, '.', '_' or '-', such as .png");

    Settings {
        checkBucketName(uniqueId, suffix);
        checkFolders(imagePrefix, zipPrefix);
    }

    /**
     * Reads all options.
     *
     * @param context the CDK context, which holds CDK's own keys as well
     * @throws InvalidOptionException if a value is out of range, or a key is neither an option nor CDK's
     */
    static Settings from(Map<?, ?> context) {
        OptionReader options = new OptionReader(context);
        Settings settings = new Settings(
                options.text("uniqueId", UNIQUE_ID),
                options.text("region", "us-west-2", REGION),
                options.text("suffix", "", SUFFIX),
                options.flag("retainImages", false),
                options.flag("snapStart", true),
                options.number("timeoutSeconds", 300, 1, 900, "seconds"),
                options.number("memoryMiB", 1_769, 128, 10_240, "MiB"),
                options.number("logRetentionDays", 7, LOG_RETENTION_DAYS),
                options.text("imagePrefix", "images/", FOLDER),
                options.text("imageSuffix", ".png", IMAGE_SUFFIX),
                options.text("zipPrefix", "zip/", FOLDER));
        options.refuseUnknownKeys();
        return settings;
    }

    private static void checkBucketName(Optional<String> uniqueId, String suffix) {
        int maximumLength = MAX_BUCKET_NAME - BUCKET_PREFIX.length() - suffix.length();
        if (uniqueId.isPresent() && uniqueId.get().length() > maximumLength) {
            throw InvalidOptionException.invalidValue(
                    "uniqueId", uniqueId.get(), "at most " + maximumLength + " characters");
        }
        String bucketName = BUCKET_PREFIX + uniqueId.orElse("") + suffix;
        if (bucketName.endsWith(RESERVED_BUCKET_ENDING)) {
            throw InvalidOptionException.invalidValue(
                    suffix.isEmpty() ? "uniqueId" : "suffix",
                    suffix.isEmpty() ? uniqueId.orElseThrow() : suffix,
                    "any that does not end in " + RESERVED_BUCKET_ENDING);
        }
    }

    /**
     * With one inside the other, a ZIP could trigger the function that wrote it, and the role could overwrite images.
     */
    private static void checkFolders(String imagePrefix, String zipPrefix) {
        if (zipPrefix.startsWith(imagePrefix) || imagePrefix.startsWith(zipPrefix)) {
            throw InvalidOptionException.invalidValue(
                    "zipPrefix",
                    zipPrefix,
                    "a folder neither inside nor around imagePrefix=" + imagePrefix
                            + ", or the function would be invoked by what it writes");
        }
    }
}
