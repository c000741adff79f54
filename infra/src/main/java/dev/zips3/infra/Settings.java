package dev.zips3.infra;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What can be chosen; every default is the lab's, or what AWS advises where the lab is silent.
 *
 * @param uniqueId what makes the bucket's name unique in the world; by default it is derived from the stack's id
 * @param region where the stack lives
 * @param suffix appended to every physical name, so that two stacks can live in one account; empty or {@code -word}
 * @param retainImages whether the bucket and its objects outlive the stack
 * @param snapStart whether S3 invokes a published, snapshotted version in place of the latest code
 * @param timeoutSeconds how long one invocation may take, 1 to 900
 * @param memoryMiB the function's memory, 128 to 10,240; 1,769 is one vCPU
 * @param logRetentionDays how long log lines are kept, one of the periods CloudWatch knows
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

    static final List<String> KEYS = List.of(
            "uniqueId",
            "region",
            "suffix",
            "retainImages",
            "snapStart",
            "timeoutSeconds",
            "memoryMiB",
            "logRetentionDays",
            "imagePrefix",
            "imageSuffix",
            "zipPrefix");

    /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
    private static final List<Integer> LOG_RETENTION_DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private static final Pattern UNIQUE_ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
    private static final Pattern SUFFIX = Pattern.compile("(-[a-z0-9]+)*");
    /** No character that means something to IAM's wildcards, to a shell or in a URL. */
    private static final Pattern FOLDER = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*/)+");

    private static final Pattern IMAGE_SUFFIX = Pattern.compile("\\.[A-Za-z0-9._-]+");
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
    private static final int LONGEST_BUCKET = 63;

    private static final String RESERVED_ENDING = "-s3alias";
    /** What the bucket's name leaves beside a UUID. */
    private static final int LONGEST_SUFFIX = 13;

    private static final int LONGEST_FOLDER = 200;
    private static final int LONGEST_IMAGE_SUFFIX = 20;

    Settings {
        match("region", region, REGION, "the code of an AWS region such as us-west-2");
        match("suffix", suffix, SUFFIX, "nothing, or a hyphen and lower-case letters or digits, such as -blue");
        atMost(LONGEST_SUFFIX, "suffix", suffix);
        bucketName(uniqueId, suffix);
        range("timeoutSeconds", timeoutSeconds, 1, 900, "seconds");
        range("memoryMiB", memoryMiB, 128, 10_240, "MiB");
        if (!LOG_RETENTION_DAYS.contains(logRetentionDays)) {
            throw LabException.refused("logRetentionDays", logRetentionDays, "one of " + LOG_RETENTION_DAYS);
        }
        folder("imagePrefix", imagePrefix);
        match("imageSuffix", imageSuffix, IMAGE_SUFFIX, "a dot and letters, digits, '.', '_' or '-', such as .png");
        atMost(LONGEST_IMAGE_SUFFIX, "imageSuffix", imageSuffix);
        folder("zipPrefix", zipPrefix);
        refuseRecursion(imagePrefix, zipPrefix);
    }

    static Settings from(OptionReader context) {
        context.refuseKeysOtherThan(KEYS);
        return new Settings(
                context.text("uniqueId"),
                context.text("region").orElse("us-west-2"),
                context.text("suffix").orElse(""),
                context.flag("retainImages", false),
                context.flag("snapStart", true),
                context.number("timeoutSeconds", 300),
                context.number("memoryMiB", 1_769),
                context.number("logRetentionDays", 7),
                context.text("imagePrefix").orElse("images/"),
                context.text("imageSuffix").orElse(".png"),
                context.text("zipPrefix").orElse("zip/"));
    }

    /** One inside the other: a ZIP could trigger the function that wrote it, and the role could overwrite images. */
    private static void refuseRecursion(String imagePrefix, String zipPrefix) {
        if (zipPrefix.startsWith(imagePrefix) || imagePrefix.startsWith(zipPrefix)) {
            throw LabException.refused(
                    "zipPrefix",
                    zipPrefix,
                    "a folder neither inside nor around imagePrefix=" + imagePrefix
                            + ", or the function would be invoked by what it writes");
        }
    }

    private static void bucketName(Optional<String> uniqueId, String suffix) {
        uniqueId.ifPresent(id -> {
            match("uniqueId", id, UNIQUE_ID, "lower-case letters and digits, with single hyphens between them");
            atMost(LONGEST_BUCKET - PhysicalNames.BUCKET.length() - suffix.length(), "uniqueId", id);
        });
        if ((PhysicalNames.BUCKET + uniqueId.orElse("") + suffix).endsWith(RESERVED_ENDING)) {
            String key = suffix.isEmpty() ? "uniqueId" : "suffix";
            throw LabException.refused(
                    key,
                    uniqueId.filter(id -> suffix.isEmpty()).orElse(suffix),
                    "any that does not end in " + RESERVED_ENDING);
        }
    }

    private static void folder(String key, String value) {
        match(key, value, FOLDER, "folder names of letters, digits, '.', '_' or '-', each ending in '/', such as zip/");
        atMost(LONGEST_FOLDER, key, value);
    }

    private static void atMost(int longest, String key, String value) {
        if (value.length() > longest) {
            throw LabException.refused(key, value, "at most %d characters".formatted(longest));
        }
    }

    private static void match(String key, String value, Pattern allowed, String description) {
        if (!allowed.matcher(value).matches()) {
            throw LabException.refused(key, value, description);
        }
    }

    private static void range(String key, int value, int lowest, int highest, String unit) {
        if (value < lowest || value > highest) {
            throw LabException.refused(key, value, "%d to %d %s".formatted(lowest, highest, unit));
        }
    }
}
