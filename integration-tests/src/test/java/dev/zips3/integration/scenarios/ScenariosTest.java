package dev.zips3.integration.scenarios;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is uploaded, overwritten, deleted and delivered, however it is interleaved and wherever it is killed. */
final class ScenariosTest {

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static TestBucket s3;

    @BeforeContainer
    static void start() throws IOException {
        s3 = new TestBucket();
    }

    @AfterContainer
    static void stop() {
        s3.close();
    }

    @Property(tries = 1000)
    void endWithTheZipOfTheNewestImage(@ForAll("histories") Scenario history) throws Exception {
        try (ScenarioRun run = new ScenarioRun(s3, Integer.toString(RUNS.incrementAndGet()), history)) {
            run.play();
        }
    }

    @Provide
    Arbitrary<Scenario> histories() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 11);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(4, Combinators.combine(number, number).as(Step.Put::new)),
                Tuple.of(1, number.map(Step.Delete::new)),
                Tuple.of(5, number.map(Step.Deliver::new)),
                Tuple.of(12, number.map(Step.Advance::new)),
                Tuple.of(1, number.map(Step.Kill::new)));
        Arbitrary<List<Step>> steps = step.list().ofMinSize(2).ofMaxSize(24);
        return Combinators.combine(
                        Arbitraries.of(Scenario.Sequencing.class), Arbitraries.of(Scenario.Ending.class), steps)
                .as(Scenario::new);
    }
}
