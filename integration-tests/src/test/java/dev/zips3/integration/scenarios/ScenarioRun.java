package dev.zips3.integration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.RecordsFailedException;
import dev.zips3.integration.InProcessFunction;
import dev.zips3.integration.TestBucket;
import dev.zips3.integration.ZipVerifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plays one scenario below a prefix of its own, and checks what is in the bucket afterwards. */
final class ScenarioRun implements AutoCloseable {

    private static final List<String> NAMES = List.of("a.png", "ü b.png");
    private static final int PART = 16 * 1024;
    private static final int LIMIT_SECONDS = 30;
    /** The ZIPs of the last two are multipart uploads. */
    private static final int[] SIZES = {10, 11, 20_000, 40_000};

    private final TestBucket bucket;
    private final String prefix;
    private final Scenario scenario;
    private final DeterministicScheduler scheduler = new DeterministicScheduler();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<String> events = new ArrayList<>();
    /** The number of the event that each delivery delivers. */
    private final List<Integer> deliveries = new ArrayList<>();

    private final List<Future<Boolean>> results = new ArrayList<>();
    private final Map<Integer, byte[]> current = new TreeMap<>();
    private final Map<Integer, List<byte[]>> past = new TreeMap<>();
    private boolean killed;

    ScenarioRun(TestBucket bucket, String prefix, Scenario scenario) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.scenario = scenario;
    }

    void play() throws Exception {
        scenario.steps().forEach(this::play);
        finishDeliveries();
        deliverWhatFailed();
        for (int key = 0; key < NAMES.size(); key++) {
            check(key);
        }
    }

    private void play(Step step) {
        if (step instanceof Step.Put put) {
            put(put.key() % NAMES.size(), put.image() % SIZES.length);
        } else if (step instanceof Step.Delete delete) {
            bucket.delete(image(delete.key() % NAMES.size()));
            current.remove(delete.key() % NAMES.size());
        } else if (step instanceof Step.Deliver deliver && !events.isEmpty()) {
            deliver(deliver.event() % events.size());
        } else if (step instanceof Step.Advance advance && !deliveries.isEmpty()) {
            scheduler.advance(advance.delivery() % deliveries.size());
        } else if (step instanceof Step.Kill kill && !deliveries.isEmpty()) {
            killed |= !scheduler.hasEnded(kill.delivery() % deliveries.size());
            scheduler.kill(kill.delivery() % deliveries.size());
        }
    }

    private void put(int key, int image) {
        byte[] content = TestBucket.noise(SIZES[image], scenario.sequencing().seed(image, events.size()));
        events.add(scenario.sequencing().of(bucket.upload(image(key), content), events.size()));
        current.put(key, content);
        past.computeIfAbsent(key, k -> new ArrayList<>()).add(content);
    }

    private void deliver(int event) {
        int delivery = deliveries.size();
        deliveries.add(event);
        scheduler.begin(delivery);
        results.add(threads.submit(() -> {
            try {
                new InProcessFunction(
                                bucket.settings(), new ScheduledS3Client(bucket.user(), scheduler, delivery), PART)
                        .deliver(events.get(event));
                return true;
            } catch (RecordsFailedException | DeterministicScheduler.Killed e) {
                return false;
            } finally {
                scheduler.end(delivery);
            }
        }));
    }

    private void finishDeliveries() {
        List<Integer> running = IntStream.range(0, deliveries.size()).boxed().collect(Collectors.toList());
        if (scenario.ending() == Scenario.Ending.LAST_BEGUN_FIRST) {
            Collections.reverse(running);
        }
        while (!running.isEmpty()) {
            int delivery = running.remove(0);
            if (!scheduler.hasEnded(delivery)) {
                scheduler.advance(delivery);
                running.add(scenario.ending() == Scenario.Ending.ROUND_ROBIN ? running.size() : 0, delivery);
            }
        }
    }

    private void deliverWhatFailed() throws Exception {
        Set<Integer> succeeded = new HashSet<>();
        for (int delivery = 0; delivery < deliveries.size(); delivery++) {
            if (results.get(delivery).get(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                succeeded.add(deliveries.get(delivery));
            }
        }
        InProcessFunction function = new InProcessFunction(bucket.settings(), bucket.user(), PART);
        for (int event = 0; event < events.size(); event++) {
            if (!succeeded.contains(event)) {
                function.deliver(events.get(event));
            }
        }
    }

    private void check(int key) {
        String name = NAMES.get(key);
        String zipKey = "zip/" + prefix + "/" + name + ".zip";
        Optional<byte[]> zip = bucket.get(zipKey);
        if (current.containsKey(key)) {
            assertThat(zip).as("the ZIP of %s", name).isPresent();
            assertThat(ZipVerifier.isZipOf(zip.get(), name, current.get(key)))
                    .as("the ZIP of %s is that of the newest image", name)
                    .isTrue();
        } else if (zip.isPresent()) {
            assertThat(past.getOrDefault(key, List.of()))
                    .as("%s was deleted; its ZIP is of an image that was there", name)
                    .anyMatch(image -> ZipVerifier.isZipOf(zip.get(), name, image));
        }
        if (!killed) {
            assertThat(bucket.openUploads(zipKey)).as("open uploads").isEmpty();
        }
    }

    private String image(int key) {
        return "images/" + prefix + "/" + NAMES.get(key);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
