package dev.zips3.function;

/**
 * How large the parts of a multipart upload are: as small as memory likes, as large as S3's limit of 10,000 parts
 * demands.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Multipart upload limits</a>
 */
final class PartSize {

    /** Above S3's least, 5 MiB; larger parts cost memory and save nothing that was measured. */
    static final int LEAST = 8 << 20;

    private static final int MOST_PARTS = 10_000;
    private static final int PARTS_IN_MEMORY = 2;

    private PartSize() {}

    /**
     * @param bytes the most the object can have
     * @param memory bytes that the parts in memory may take together
     * @throws IllegalStateException if an object of that size would need larger parts than fit; the message says what
     *     to change
     */
    static int of(long bytes, long memory) {
        long size = Math.max(LEAST, (bytes + MOST_PARTS - 1) / MOST_PARTS);
        if (bytes > LEAST && size > Math.min(Integer.MAX_VALUE - 8, memory / PARTS_IN_MEMORY)) {
            throw new IllegalStateException("a ZIP of up to " + bytes + " bytes needs parts of " + size + " bytes, and "
                    + PARTS_IN_MEMORY + " of them do not fit in " + memory
                    + " bytes of memory: give the function more (memoryMiB)");
        }
        return (int) size;
    }
}
