package dev.zips3.benchmarks;

import java.io.OutputStream;

/** Counts the bytes written to it and keeps none, so that no figure contains the cost of storing them. */
final class CountingStream extends OutputStream {

    private long count;

    @Override
    public void write(int b) {
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        count += length;
    }

    long count() {
        return count;
    }
}
