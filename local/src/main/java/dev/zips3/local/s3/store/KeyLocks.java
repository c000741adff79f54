package dev.zips3.local.s3.store;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks that make "look, then write" of one key one step within this process. Two keys may share one, so nobody may
 * hold two.
 */
final class KeyLocks {
    private final ReentrantLock[] stripes = new ReentrantLock[256];

    KeyLocks() {
        Arrays.setAll(stripes, index -> new ReentrantLock());
    }

    ReentrantLock of(String bucket, String key) {
        return stripes[Math.floorMod(Objects.hash(bucket, key), stripes.length)];
    }
}
