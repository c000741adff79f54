package dev.zips3.integration.faults;

/** What is there when the event arrives. */
enum Situation {
    SMALL_WITHOUT_ZIP(500, false),
    SMALL_OVER_OLDER_ZIP(500, true),
    LARGE_WITHOUT_ZIP(40_000, false),
    LARGE_OVER_OLDER_ZIP(40_000, true);

    /** Of which the large image makes three. */
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
