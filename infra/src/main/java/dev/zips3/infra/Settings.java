package dev.zips3.infra;

import dev.zips3.infra.OptionReader.Format;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The options of the stack, which the {@code context} of {@code cdk.json} or {@code -c key=value} sets. A default is
 * the value of the lab, or what AWS recommends if the lab has none.
 *
 * <p>To add an option, add a component here and a line in {@link #from}, which has the key, the default and the range.
 * No other code repeats them.
 *
 * @param uniqueId makes the bucket's name unique in the world and is part of the stack's name; if empty, the UUID in
 *     the stack's id makes the bucket's name unique
 * @param region where the stack is deployed
 * @param suffix is appended to every physical name, so that two stacks can live in one account; empty or {@code -word}
 * @param retainImages whether the bucket and its objects outlive the stack
 * @param snapStart whether S3 invokes a published version that has a snapshot; if not, it invokes the function itself
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

    private static final String BUCKET_PREFIX = "calabs-bucket-";

    private static final String LAB_REGION = "us-west-2";

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
            new Format("[a-z]{2,4}(-[a-z]+)+-[0-9]", 25, "the code of an AWS region such as us-west-2");
    /** A bucket's name has 63 characters: the prefix takes 14, a UUID 36, and 13 are left. */
    private static final Format SUFFIX =
            new Format("(-[a-z0-9]+)*", 13, "nothing, or a hyphen and lower-case letters or digits, such as -blue");
    /** Allows no character that has a special meaning in an IAM policy, in a shell or in a URL. */
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
     * @param context the CDK context, which also holds keys that are not options
     * @throws InvalidOptionException if a value is not allowed, or a key is almost the key of an option
     */
    static Settings from(Map<?, ?> context) {
        OptionReader options = new OptionReader(context);
        Settings settings = new Settings(
                options.text("uniqueId", UNIQUE_ID),
                options.text("region", LAB_REGION, REGION),
                options.text("suffix", "", SUFFIX),
                options.flag("retainImages", false),
                options.flag("snapStart", true),
                options.number("timeoutSeconds", 300, 1, 900, "seconds"),
                options.number("memoryMiB", 1_769, 128, 10_240, "MiB"),
                options.number("logRetentionDays", 7, LOG_RETENTION_DAYS),
                options.text("imagePrefix", "images/", FOLDER),
                options.text("imageSuffix", ".png", IMAGE_SUFFIX),
                options.text("zipPrefix", "zip/", FOLDER));
        options.refuseMistypedKeys();
        return settings;
    }

    /**
     * The name of the stack. Different names of the bucket need different names of the stack. Otherwise a deployment
     * with another {@code uniqueId} would replace the bucket and delete the images in the old one.
     *
     * <p>A suffix has no upper-case letter, so it never looks like {@code -Bucket-} and a {@code uniqueId}.
     */
    String stackName() {
        return "ZipS3Images" + uniqueId.map("-Bucket-"::concat).orElse("") + suffix;
    }

    /** @param stackUuid the UUID in the stack's id */
    String bucketName(Supplier<String> stackUuid) {
        return BUCKET_PREFIX + uniqueId.orElseGet(stackUuid) + suffix;
    }

    String functionName() {
        return "ZipS3Images" + suffix;
    }

    /** The name of the lab in the lab's region. The names of roles are unique in all regions of an account. */
    String roleName() {
        return "lambda_s3_write" + (region.equals(LAB_REGION) ? "" : "-" + region) + suffix;
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
     * If one were inside the other, a ZIP could trigger the function that wrote it, and the role could overwrite
     * images.
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
