package dev.zips3.integration.scenarios;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets concurrent deliveries make their requests one at a time, in the order that a scenario prescribes. So a scenario
 * can produce any interleaving, and produces the same one each time.
 */
final class DeterministicScheduler {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Ends a delivery as a killed process ends: before its next request. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private enum State {
        /** Between two requests. */
        WORKING,
        /** May make one request. */
        ADVANCED,
        REQUESTING,
        KILLED,
        ENDED
    }

    private final Map<Integer, State> states = new HashMap<>();
    /** How many threads of a delivery wait to make a request. */
    private final Map<Integer, Integer> waiting = new HashMap<>();

    synchronized void begin(int delivery) {
        states.put(delivery, State.WORKING);
        waiting.put(delivery, 0);
    }

    synchronized void end(int delivery) {
        states.put(delivery, State.ENDED);
        notifyAll();
    }

    synchronized boolean hasEnded(int delivery) {
        return states.get(delivery) == State.ENDED;
    }

    /** Makes the request once the delivery is advanced. */
    <T> T whenAdvanced(int delivery, Supplier<T> request) {
        awaitAdvance(delivery);
        try {
            return request.get();
        } finally {
            requestEnded(delivery);
        }
    }

    /** Lets the delivery make its next request; returns after that request, or once the delivery ended without one. */
    synchronized void advance(int delivery) {
        awaitNextRequest(delivery);
        if (!hasEnded(delivery)) {
            states.put(delivery, State.ADVANCED);
            notifyAll();
            waitUntil(() -> states.get(delivery) != State.ADVANCED && states.get(delivery) != State.REQUESTING);
        }
    }

    /** Ends the delivery before its next request. */
    synchronized void kill(int delivery) {
        awaitNextRequest(delivery);
        if (!hasEnded(delivery)) {
            states.put(delivery, State.KILLED);
            notifyAll();
            waitUntil(() -> hasEnded(delivery));
        }
    }

    private void awaitNextRequest(int delivery) {
        waitUntil(() -> waiting.get(delivery) > 0 || hasEnded(delivery));
    }

    private synchronized void awaitAdvance(int delivery) {
        waiting.merge(delivery, 1, Integer::sum);
        notifyAll();
        waitUntil(() -> states.get(delivery) == State.ADVANCED || states.get(delivery) == State.KILLED);
        waiting.merge(delivery, -1, Integer::sum);
        if (states.get(delivery) == State.KILLED) {
            throw new Killed();
        }
        states.put(delivery, State.REQUESTING);
    }

    private synchronized void requestEnded(int delivery) {
        if (states.get(delivery) == State.REQUESTING) {
            states.put(delivery, State.WORKING);
        }
        notifyAll();
    }

    private synchronized void waitUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        try {
            while (!condition.getAsBoolean()) {
                long left = LIMIT_NANOS - (System.nanoTime() - start);
                if (left <= 0) {
                    throw new AssertionError("a delivery made no progress: " + states + ", waiting: " + waiting);
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
