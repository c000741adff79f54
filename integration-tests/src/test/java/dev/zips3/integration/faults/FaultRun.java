package dev.zips3.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.function.RecordsFailedException;
import dev.zips3.integration.InProcessFunction;
import dev.zips3.integration.TestBucket;
import dev.zips3.integration.ZipVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Delivers an event while planned faults happen, each time with a new key, and checks what is in the bucket then. */
final class FaultRun implements AutoCloseable {

    private static final AtomicInteger KEYS = new AtomicInteger();

    /** The client waits for its socket timeout, which is short for these. */
    static final Set<Fault> STALLS = EnumSet.of(Fault.STALLED, Fault.BODY_STALLED);

    /** The upload is open but its id is lost: only the bucket's lifecycle rule can abort it. */
    private static final Set<Fault> UPLOAD_ID_LOST = EnumSet.of(Fault.RESPONSE_LOST, Fault.RESPONSE_CUT);

    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SHORT_SOCKET_TIMEOUT = Duration.ofSeconds(1);
    /** For requests that stall until the deadline; the function reserves a quarter of it for the abort. */
    private static final Duration SHORT_DEADLINE = Duration.ofSeconds(6);

    private final TestBucket bucket;
    private final FaultyNetwork network;
    private final S3Client client;
    private final S3Client shortTimeoutClient;
    private final InProcessFunction direct;
    private final InProcessFunction function;
    private final InProcessFunction shortTimeoutFunction;

    FaultRun(TestBucket bucket) throws IOException {
        this.bucket = bucket;
        network = new FaultyNetwork(bucket.endpoint());
        client = bucket.clientAt(network.uri(), SOCKET_TIMEOUT);
        shortTimeoutClient = bucket.clientAt(network.uri(), SHORT_SOCKET_TIMEOUT);
        direct = new InProcessFunction(bucket.settings(), bucket.user(), Situation.PART);
        function = new InProcessFunction(bucket.settings(), client, Situation.PART);
        shortTimeoutFunction = new InProcessFunction(bucket.settings(), shortTimeoutClient, Situation.PART);
    }

    /** Returns the requests that the function made while the faults were planned. */
    List<S3Request> run(Situation situation, List<PlannedFault> plan) throws IOException {
        String name = KEYS.incrementAndGet() + ".png";
        String image = "images/" + name;
        if (situation.hasOlderZip()) {
            direct.deliver(bucket.upload(image, situation.olderImage()));
        }
        String event = bucket.upload(image, situation.image());

        network.plan(plan);
        boolean succeeded = deliver(plan, event);
        List<S3Request> requests = network.requests();
        network.plan(List.of());

        assertThat(succeeded || !isRetryable(plan))
                .as("%s %s: succeeds within one invocation", situation, plan)
                .isTrue();
        checkZip(situation, plan, name, succeeded);
        abortOpenUploads(situation, plan, name, requests);
        function.deliver(event);
        assertThat(isZipOf(name, situation.image()))
                .as("%s %s: the ZIP after the event was delivered again", situation, plan)
                .isTrue();
        bucket.delete(image);
        bucket.delete(zipKey(name));
        return requests;
    }

    private void checkZip(Situation situation, List<PlannedFault> plan, String name, boolean succeeded) {
        if (succeeded) {
            assertThat(isZipOf(name, situation.image()))
                    .as("%s %s: the ZIP after success", situation, plan)
                    .isTrue();
        } else {
            boolean unchanged = situation.hasOlderZip()
                    ? isZipOf(name, situation.olderImage())
                    : bucket.get(zipKey(name)).isEmpty();
            assertThat(unchanged || isZipOf(name, situation.image()))
                    .as("%s %s: the ZIP after failure", situation, plan)
                    .isTrue();
        }
    }

    private void abortOpenUploads(Situation situation, List<PlannedFault> plan, String name, List<S3Request> requests) {
        long lostIds = requests.stream()
                .filter(request -> request.call() == S3Call.CREATE)
                .filter(request -> plan.stream().anyMatch(f -> f.breaks(request) && UPLOAD_ID_LOST.contains(f.fault())))
                .count();
        List<MultipartUpload> open = bucket.openUploads(zipKey(name));
        assertThat((long) open.size())
                .as("%s %s: open uploads", situation, plan)
                .isLessThanOrEqualTo(lostIds);
        open.forEach(bucket::abort);
    }

    /**
     * Whether the function has to succeed without another delivery. S3 rejects a corrupted request for good, since its
     * checksum does not match; over TLS that cannot happen, so another delivery is good enough for it.
     */
    private static boolean isRetryable(List<PlannedFault> plan) {
        return plan.size() <= 1
                && plan.stream()
                        .allMatch(f ->
                                f.repetition() == PlannedFault.Repetition.ONCE && f.fault() != Fault.REQUEST_CORRUPTED);
    }

    private boolean deliver(List<PlannedFault> plan, String event) throws IOException {
        try {
            if (plan.stream().map(PlannedFault::fault).anyMatch(STALLS::contains)) {
                shortTimeoutFunction.deliver(event, SHORT_DEADLINE);
            } else {
                function.deliver(event, InProcessFunction.LONG_DEADLINE);
            }
            return true;
        } catch (RecordsFailedException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            assertThat(trace.toString()).doesNotContain(bucket.secretAccessKey(), "Signature=");
            return false;
        }
    }

    private boolean isZipOf(String name, byte[] image) {
        Optional<byte[]> zip = bucket.get(zipKey(name));
        return zip.isPresent() && ZipVerifier.isZipOf(zip.get(), name, image);
    }

    private static String zipKey(String name) {
        return "zip/" + name + ".zip";
    }

    @Override
    public void close() throws IOException {
        client.close();
        shortTimeoutClient.close();
        network.close();
    }
}
