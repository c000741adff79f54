package dev.zips3.function.s3;

/**
 * Chooses the part size of an upload: the minimum, or more if S3's limit of 10,000 parts requires it. Smaller parts
 * take less memory.
 *
 * @param minimum the minimum part size in bytes
 * @param memory the bytes of memory that the parts of one upload may take together
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Multipart upload limits</a>
 */
public record PartSize(int minimum, long memory) {

    /** 8 MiB. S3's own minimum is 5 MiB; larger parts take more memory and were not faster in measurements. */
    public static final int MIN = 8 << 20;

    static final int MAX_PARTS = 10_000;

    /** One part is uploaded while the next one fills. */
    private static final int PARTS_IN_MEMORY = 2;

    /** Returns the default: 8 MiB, and half of this JVM's maximum heap for the parts. */
    public static PartSize forThisHeap() {
        return new PartSize(MIN, Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Returns the part size for an object.
     *
     * @param bytes the maximum size of the object
     * @throws IllegalStateException if two parts of the required size do not fit in memory; the message says what to
     *     change
     */
    int of(long bytes) {
        long size = required(bytes);
        if (bytes > minimum && size > Math.min(Integer.MAX_VALUE - 8, memory / PARTS_IN_MEMORY)) {
            throw new IllegalStateException("a ZIP of up to " + bytes + " bytes needs parts of " + size + " bytes, and "
                    + PARTS_IN_MEMORY + " of them do not fit in " + memory
                    + " bytes of memory: give the function more (memoryMiB)");
        }
        return (int) size;
    }

    /** Returns the part size for at most 10,000 parts, even if memory cannot hold them. */
    long required(long bytes) {
        return Math.max(minimum, (bytes + MAX_PARTS - 1) / MAX_PARTS);
    }
}
