package dev.zips3.integration.faults;

import dev.zips3.integration.TestBucket;

/** The image of an event, and what is at its ZIP's key when the event arrives. */
enum Situation {
    SMALL_WITHOUT_ZIP(500, false),
    SMALL_OVER_OLDER_ZIP(500, true),
    LARGE_WITHOUT_ZIP(40_000, false),
    LARGE_OVER_OLDER_ZIP(40_000, true);

    /** The large image's ZIP has three parts of this size. */
    static final int PART = 16 * 1024;

    private final int size;
    private final boolean older;

    Situation(int size, boolean older) {
        this.size = size;
        this.older = older;
    }

    byte[] image() {
        return TestBucket.noise(size, size);
    }

    byte[] olderImage() {
        return TestBucket.noise(size, size + 1);
    }

    boolean hasOlderZip() {
        return older;
    }
}
