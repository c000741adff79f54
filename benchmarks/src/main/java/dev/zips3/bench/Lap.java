package dev.zips3.bench;

/**
 * One image, coded by both.
 *
 * @param length of the image in bytes
 */
record Lap(long length, long pythonSize, long size, long pythonNanos, long nanos) {

    double excess() {
        return (double) size / pythonSize - 1;
    }
}
