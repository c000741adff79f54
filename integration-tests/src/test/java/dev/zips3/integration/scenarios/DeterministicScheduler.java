package dev.zips3.integration.scenarios;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets deliveries that run at the same time make their requests one by one, in the order that a history prescribes: so
 * every interleaving can be had, and had again.
 */
final class DeterministicScheduler {

    /** What a killed process does with the request it was about to make. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private enum State {
        /** Between two requests. */
        WORKING,
        WAITING,
        /** May make one request. */
        GRANTED,
        REQUESTING,
        KILLED,
        ENDED
    }

    private final Map<Integer, State> states = new HashMap<>();
    private final Map<Integer, Integer> waiting = new HashMap<>();

    synchronized void begun(int delivery) {
        states.put(delivery, State.WORKING);
        waiting.put(delivery, 0);
    }

    synchronized void ended(int delivery) {
        states.put(delivery, State.ENDED);
        notifyAll();
    }

    /** Makes the request when it is the delivery's turn. */
    <T> T take(int delivery, Supplier<T> request) {
        await(delivery);
        try {
            return request.get();
        } finally {
            made(delivery);
        }
    }

    private synchronized void await(int delivery) {
        waiting.merge(delivery, 1, Integer::sum);
        notifyAll();
        waitWhile(() -> states.get(delivery) != State.GRANTED && states.get(delivery) != State.KILLED);
        waiting.merge(delivery, -1, Integer::sum);
        if (states.get(delivery) == State.KILLED) {
            throw new Killed();
        }
        states.put(delivery, State.REQUESTING);
    }

    private synchronized void made(int delivery) {
        if (states.get(delivery) == State.REQUESTING) {
            states.put(delivery, State.WORKING);
        }
        notifyAll();
    }

    /** Lets the delivery make its next request; returns when it is made, or the delivery ended without one. */
    synchronized void step(int delivery) {
        untilItWaits(delivery);
        if (states.get(delivery) == State.ENDED) {
            return;
        }
        states.put(delivery, State.GRANTED);
        notifyAll();
        waitWhile(() -> states.get(delivery) == State.GRANTED || states.get(delivery) == State.REQUESTING);
    }

    /** Lets the delivery make no more requests: whatever it is about to do does not happen. */
    synchronized void kill(int delivery) {
        untilItWaits(delivery);
        if (states.get(delivery) != State.ENDED) {
            states.put(delivery, State.KILLED);
            notifyAll();
            waitWhile(() -> states.get(delivery) != State.ENDED);
        }
    }

    synchronized boolean isOver(int delivery) {
        return states.get(delivery) == State.ENDED;
    }

    private void untilItWaits(int delivery) {
        waitWhile(() -> waiting.get(delivery) == 0 && states.get(delivery) != State.ENDED);
    }

    private synchronized void waitWhile(BooleanSupplier condition) {
        try {
            while (condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
