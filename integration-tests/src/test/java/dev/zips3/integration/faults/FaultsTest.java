package dev.zips3.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every request of the way of an image, alone, and together with every fault at every later request.
 * They are enumerated, not sampled: which requests come after a fault is seen in the run with that fault alone.
 */
final class FaultsTest {

    /** A stall differs from a reset by the patience it takes, and a delay from nothing: they are tried alone. */
    private static final Set<Fault> ALONE = EnumSet.of(Fault.STALLED, Fault.DELAYED);

    /** The requests where an older ZIP makes a difference. */
    private static final Set<S3Call> OF_THE_CONDITION = EnumSet.of(S3Call.COMPLETE, S3Call.HEAD);

    private static final int WORKERS = 3;

    private static TestBucket s3;

    @BeforeAll
    static void start() throws IOException {
        s3 = new TestBucket();
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @ParameterizedTest
    @EnumSource
    void neitherOneNorTwoBreakThePromise(Situation scenario) throws Exception {
        ConcurrentLinkedQueue<PlannedFault> firsts = new ConcurrentLinkedQueue<>(singles(scenario));
        AtomicInteger singles = new AtomicInteger();
        AtomicInteger pairs = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<Void>> done = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                done.add(workers.submit(() -> {
                    try (FaultRun run = new FaultRun(s3)) {
                        for (PlannedFault first = firsts.poll(); first != null; first = firsts.poll()) {
                            List<S3Request> requests = run.run(scenario, List.of(first));
                            singles.incrementAndGet();
                            for (PlannedFault second : seconds(scenario, first, requests)) {
                                run.run(scenario, List.of(first, second));
                                pairs.incrementAndGet();
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> future : done) {
                future.get();
            }
        } finally {
            firsts.clear();
            workers.shutdown();
        }
        System.out.println(scenario + ": " + singles + " single faults, " + pairs + " pairs");
        assertThat(pairs.get()).isGreaterThan(singles.get());
    }

    private static List<PlannedFault> singles(Situation scenario) throws IOException {
        List<PlannedFault> singles = new ArrayList<>();
        try (FaultRun run = new FaultRun(s3)) {
            for (S3Request request : run.run(scenario, List.of())) {
                for (Fault fault : request.faults()) {
                    singles.add(request.once(fault));
                    singles.add(request.fromThenOn(fault));
                }
            }
        }
        return singles;
    }

    /**
     * After a fault that stays nothing new comes but the clean-up. Of the longest scenario, which up to its condition
     * is the one before it, the pairs begin there; all of them with {@code -Dzips3.faults=all}, in minutes.
     */
    private static List<PlannedFault> seconds(Situation scenario, PlannedFault first, List<S3Request> requests) {
        List<PlannedFault> seconds = new ArrayList<>();
        boolean shortened = scenario == Situation.LARGE_OVER_OLDER_ZIP
                && !"all".equals(System.getProperty("zips3.faults"))
                && !OF_THE_CONDITION.contains(first.at().call());
        if (ALONE.contains(first.fault()) || shortened) {
            return seconds;
        }
        boolean once = first.repeated() == PlannedFault.Repeated.ONCE;
        for (S3Request later : requests.subList(requests.indexOf(first.at()) + 1, requests.size())) {
            if (once || later.equals(new S3Request(S3Call.ABORT, 1))) {
                later.faults().stream()
                        .filter(fault -> !ALONE.contains(fault))
                        .forEach(fault -> seconds.add(later.once(fault)));
            }
        }
        return seconds;
    }
}
