package dev.zips3.integration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.integration.Seeds;
import dev.zips3.integration.TestBucket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However uploads, deletions, deliveries and kills are interleaved, the newest image's ZIP is there in the end. */
final class ScenariosTest {

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static TestBucket bucket;

    @BeforeAll
    static void start() throws IOException {
        bucket = new TestBucket();
    }

    @AfterAll
    static void stop() {
        bucket.close();
    }

    static Stream<Long> seeds() {
        return Seeds.of(250);
    }

    static Stream<Long> manySeeds() {
        return Seeds.of(2000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void endsWithTheZipOfTheNewestImage(long seed) {
        check(seed);
    }

    @Tag("full")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("manySeeds")
    void endsWithTheZipOfTheNewestImageInManyScenarios(long seed) {
        check(seed);
    }

    @Test
    void shrinksAFailingScenarioToTheStepsThatFail() {
        List<Step> needed = List.of(new Step.Put(0, 1), new Step.Kill(1));
        List<Step> steps = new ArrayList<>(Scenario.random(1).steps());
        steps.add(1, needed.get(0));
        steps.add(needed.get(1));
        Scenario shrunk = new Scenario(Scenario.Sequencing.NONE, Scenario.Ending.ROUND_ROBIN, steps)
                .shrunk(scenario -> scenario.steps().containsAll(needed));
        assertThat(shrunk.steps()).isEqualTo(needed);
    }

    private static void check(long seed) {
        Scenario scenario = Scenario.random(seed);
        try {
            run(scenario);
        } catch (Exception | AssertionError e) {
            Scenario shrunk = scenario.shrunk(ScenariosTest::fails);
            throw new AssertionError("-Dzips3.seed=" + seed + ", shrunk to " + shrunk, e);
        }
    }

    private static boolean fails(Scenario scenario) {
        try {
            run(scenario);
            return false;
        } catch (Exception | AssertionError e) {
            return true;
        }
    }

    private static void run(Scenario scenario) throws Exception {
        try (ScenarioRun run = new ScenarioRun(bucket, Integer.toString(RUNS.incrementAndGet()), scenario)) {
            run.play();
        }
    }
}
