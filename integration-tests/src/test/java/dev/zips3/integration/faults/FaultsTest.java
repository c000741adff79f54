package dev.zips3.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.integration.TestBucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every request that the function makes for an image, alone and together with every fault at every later
 * request. The tests enumerate the faults: a run with one fault shows which requests come after it.
 */
final class FaultsTest {

    /** To the client a stall is a reset after its socket timeout, and a delay is nothing: neither is part of a pair. */
    private static final Set<Fault> NOT_IN_PAIRS = EnumSet.of(Fault.STALLED, Fault.BODY_STALLED, Fault.DELAYED);

    private static final int WORKERS = 3;
    private static final int LIMIT_MINUTES = 15;

    private static TestBucket bucket;

    /** Runs one fault and those that follow from it. */
    private interface Check {
        void run(FaultRun run, PlannedFault fault) throws IOException;
    }

    @BeforeAll
    static void start() throws IOException {
        bucket = new TestBucket();
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    @ParameterizedTest
    @EnumSource
    void survivesEverySingleFault(Situation situation) throws Exception {
        List<PlannedFault> faults = faults(situation, EnumSet.complementOf(EnumSet.copyOf(FaultRun.STALLS)));
        concurrently(faults, (run, fault) -> run.run(situation, List.of(fault)));
    }

    /** Apart from the other single faults, because each one waits for a timeout. */
    @Tag("full")
    @Timeout(value = LIMIT_MINUTES, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @EnumSource
    void survivesEveryStalledRequest(Situation situation) throws Exception {
        concurrently(faults(situation, FaultRun.STALLS), (run, fault) -> run.run(situation, List.of(fault)));
    }

    @Tag("full")
    @Timeout(value = LIMIT_MINUTES, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @EnumSource
    void survivesEveryPairOfFaults(Situation situation) throws Exception {
        concurrently(faults(situation, EnumSet.complementOf(EnumSet.copyOf(NOT_IN_PAIRS))), (run, first) -> {
            List<S3Request> requests = run.run(situation, List.of(first));
            for (PlannedFault second : seconds(first, requests)) {
                run.run(situation, List.of(first, second));
            }
        });
    }

    private static void concurrently(List<PlannedFault> faults, Check check) throws Exception {
        Queue<PlannedFault> queue = new ConcurrentLinkedQueue<>(faults);
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<Void>> results = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                results.add(workers.submit(() -> {
                    try (FaultRun run = new FaultRun(bucket)) {
                        for (PlannedFault fault = queue.poll(); fault != null; fault = queue.poll()) {
                            check.run(run, fault);
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> result : results) {
                result.get(LIMIT_MINUTES, TimeUnit.MINUTES);
            }
        } finally {
            queue.clear();
            workers.shutdownNow();
        }
    }

    /** These faults at every request of the situation where they can happen, once and from then on. */
    private static List<PlannedFault> faults(Situation situation, Set<Fault> kinds) throws IOException {
        List<PlannedFault> faults = new ArrayList<>();
        try (FaultRun run = new FaultRun(bucket)) {
            for (S3Request request : run.run(situation, List.of())) {
                request.possibleFaults().stream().filter(kinds::contains).forEach(fault -> {
                    faults.add(request.once(fault));
                    faults.add(request.fromThenOn(fault));
                });
            }
        }
        assertThat(faults).isNotEmpty();
        return faults;
    }

    /** After a fault that lasts, the only new request is the abort. */
    private static List<PlannedFault> seconds(PlannedFault first, List<S3Request> requests) {
        boolean once = first.repetition() == PlannedFault.Repetition.ONCE;
        List<PlannedFault> seconds = new ArrayList<>();
        for (S3Request later : requests.subList(requests.indexOf(first.request()) + 1, requests.size())) {
            if (once || later.equals(new S3Request(S3Call.ABORT, 1))) {
                later.possibleFaults().stream()
                        .filter(fault -> !NOT_IN_PAIRS.contains(fault))
                        .forEach(fault -> seconds.add(later.once(fault)));
            }
        }
        return seconds;
    }
}
