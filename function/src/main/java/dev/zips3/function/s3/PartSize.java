package dev.zips3.function.s3;

/**
 * How large the parts of a multipart upload are: as small as memory likes, as large as S3's limit of 10,000 parts
 * demands.
 *
 * @param minimum bytes of a part, and the most that one PUT carries
 * @param memory bytes that the parts of one upload may take together
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Multipart upload limits</a>
 */
public record PartSize(int minimum, long memory) {

    /** Above S3's minimum, 5 MiB; larger parts cost memory and save nothing that was measured. */
    public static final int MIN = 8 << 20;

    static final int MAX_PARTS = 10_000;

    private static final int PARTS_IN_MEMORY = 2;

    /** What fits in half of the heap: the other half is for all else. */
    public static PartSize forThisHeap() {
        return new PartSize(MIN, Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Chooses the part size of an object.
     *
     * @param bytes the most the object can have
     * @throws IllegalStateException if an object of that size would need larger parts than fit; the message says what
     *     to change
     */
    public int of(long bytes) {
        long size = needed(bytes);
        if (bytes > minimum && size > Math.min(Integer.MAX_VALUE - 8, memory / PARTS_IN_MEMORY)) {
            throw new IllegalStateException("a ZIP of up to " + bytes + " bytes needs parts of " + size + " bytes, and "
                    + PARTS_IN_MEMORY + " of them do not fit in " + memory
                    + " bytes of memory: give the function more (memoryMiB)");
        }
        return (int) size;
    }

    /** With which {@code bytes} make at most 10,000 parts, whether or not there is memory for them. */
    long needed(long bytes) {
        return Math.max(minimum, (bytes + MAX_PARTS - 1) / MAX_PARTS);
    }
}
