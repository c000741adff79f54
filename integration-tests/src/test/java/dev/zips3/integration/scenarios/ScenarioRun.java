package dev.zips3.integration.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Plays one history, with keys of its own, and checks the promise after it. */
final class ScenarioRun implements AutoCloseable {

    private static final int KEYS = 2;
    private static final int PART = 16 * 1024;
    /** Of the third the ZIP is a multipart upload; the last two share content with no other. */
    private static final int[] SIZES = {10, 11, 20_000, 40_000};

    private final TestBucket s3;
    private final String prefix;
    private final Scenario history;
    private final DeterministicScheduler turns = new DeterministicScheduler();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<String> events = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<Integer> deliveries = new ArrayList<>();
    private final List<Future<Boolean>> results = new ArrayList<>();
    private final Map<Integer, byte[]> current = new TreeMap<>();
    private final Map<Integer, List<byte[]>> past = new TreeMap<>();
    private final Set<Integer> handled = new HashSet<>();
    private boolean killed;

    ScenarioRun(TestBucket s3, String prefix, Scenario history) {
        this.s3 = s3;
        this.prefix = prefix;
        this.history = history;
    }

    void play() throws Exception {
        history.steps().forEach(this::play);
        end();
        for (int delivery = 0; delivery < deliveries.size(); delivery++) {
            if (results.get(delivery).get()) {
                handled.add(deliveries.get(delivery));
            }
        }
        for (int event = 0; event < events.size(); event++) {
            if (!handled.contains(event)) {
                new InProcessFunction(s3.user(), PART).deliver(events.get(event));
            }
        }
        for (int key = 0; key < KEYS; key++) {
            check(key);
        }
    }

    private void end() {
        List<Integer> underWay = IntStream.range(0, deliveries.size()).boxed().collect(Collectors.toList());
        if (history.ending() == Scenario.Ending.LAST_BEGUN_FIRST) {
            Collections.reverse(underWay);
        }
        while (!underWay.isEmpty()) {
            int delivery = underWay.remove(0);
            if (!turns.isOver(delivery)) {
                turns.step(delivery);
                underWay.add(history.ending() == Scenario.Ending.BY_TURNS ? underWay.size() : 0, delivery);
            }
        }
    }

    private void play(Step step) {
        if (step instanceof Step.Put put) {
            put(put.key() % KEYS, put.image() % SIZES.length);
        } else if (step instanceof Step.Delete delete) {
            s3.delete(image(delete.key() % KEYS));
            current.remove(delete.key() % KEYS);
        } else if (step instanceof Step.Deliver deliver && !events.isEmpty()) {
            deliver(deliver.event() % events.size());
        } else if (step instanceof Step.Advance go && !deliveries.isEmpty()) {
            turns.step(go.delivery() % deliveries.size());
        } else if (step instanceof Step.Kill kill && !deliveries.isEmpty()) {
            killed |= !turns.isOver(kill.delivery() % deliveries.size());
            turns.kill(kill.delivery() % deliveries.size());
        }
    }

    private void put(int key, int image) {
        byte[] content = TestBucket.noise(SIZES[image], image);
        events.add(history.sequencing().of(s3.upload(image(key), content), events.size()));
        keys.add(image(key));
        current.put(key, content);
        past.computeIfAbsent(key, k -> new ArrayList<>()).add(content);
    }

    private void deliver(int event) {
        int delivery = deliveries.size();
        deliveries.add(event);
        turns.begun(delivery);
        results.add(threads.submit(() -> {
            try {
                new InProcessFunction(new ScheduledS3Client(s3.user(), turns, delivery), PART).deliver(events.get(event));
                return true;
            } catch (RecordsFailedException | DeterministicScheduler.Killed e) {
                return false;
            } finally {
                turns.ended(delivery);
            }
        }));
    }

    private void check(int key) {
        String entry = name(key) + ".png";
        Optional<byte[]> zip =
                s3.get("zip/" + prefix + "/" + entry + ".zip").map(ResponseBytes<GetObjectResponse>::asByteArray);
        if (current.containsKey(key)) {
            assertThat(zip).as("the ZIP of %s", entry).isPresent();
            assertThat(ZipVerifier.isZipOf(zip.get(), entry, current.get(key)))
                    .as("the ZIP of %s is that of the newest image", entry)
                    .isTrue();
        } else if (zip.isPresent()) {
            assertThat(past.getOrDefault(key, List.of()))
                    .as("the ZIP of %s, which was deleted, is of one that was there", entry)
                    .anyMatch(image -> ZipVerifier.isZipOf(zip.get(), entry, image));
        }
        if (!killed) {
            assertThat(s3.openUploads("zip/" + prefix + "/" + entry + ".zip")).isEmpty();
        }
    }

    private String image(int key) {
        return "images/" + prefix + "/" + name(key) + ".png";
    }

    private static String name(int key) {
        return key == 0 ? "a" : "ü b";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
