package dev.zips3.local.s3.store;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** Locks for the keys of a store. Two keys may share a lock, so a thread must not hold two locks. */
final class KeyLocks {
    private final ReentrantLock[] locks = new ReentrantLock[256];

    KeyLocks() {
        Arrays.setAll(locks, index -> new ReentrantLock());
    }

    ReentrantLock of(String bucket, String key) {
        return locks[Math.floorMod(Objects.hash(bucket, key), locks.length)];
    }
}
