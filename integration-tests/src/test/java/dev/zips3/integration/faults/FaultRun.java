package dev.zips3.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zips3.local.ExactS3;
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

/** Runs one plan of faults after the other, each with a key of its own, and judges what each leaves. */
final class FaultRun implements AutoCloseable {

    private static final AtomicInteger KEYS = new AtomicInteger();

    /** The upload is open and its id unknown: nobody but the bucket's lifecycle rule can abort it. */
    private static final Set<Fault> ID_LOST = EnumSet.of(Fault.ANSWER_LOST, Fault.ANSWER_CUT);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(1);
    private static final Duration AMPLE = Duration.ofMinutes(15);
    /** For what stalls until the deadline; a quarter of it is the reserve. */
    private static final Duration SHORT = Duration.ofSeconds(6);

    private final TestBucket s3;
    private final FaultyNetwork network;
    private final S3Client patientClient;
    private final S3Client impatientClient;
    private final InProcessFunction direct;
    private final InProcessFunction patient;
    private final InProcessFunction impatient;

    FaultRun(TestBucket s3) throws IOException {
        this.s3 = s3;
        network = new FaultyNetwork(s3.uri());
        patientClient = TestBucket.client(network.uri(), PATIENCE);
        impatientClient = TestBucket.client(network.uri(), LITTLE_PATIENCE);
        direct = new InProcessFunction(s3.user(), Situation.PART);
        patient = new InProcessFunction(patientClient, Situation.PART);
        impatient = new InProcessFunction(impatientClient, Situation.PART);
    }

    /** Returns the requests that came while the plan was in force. */
    List<S3Request> run(Situation scenario, List<PlannedFault> plan) {
        String name = KEYS.incrementAndGet() + ".png";
        String image = "images/" + name;
        if (scenario.hasOlderZip()) {
            direct.deliver(s3.upload(image, scenario.olderImage()));
        }
        String event = s3.upload(image, scenario.image());

        network.plan(plan);
        boolean succeeded = delivered(plan, event);
        List<S3Request> requests = network.requests();
        network.plan(List.of());

        assertThat(succeeded || !passes(plan))
                .as("%s %s: within one invocation", scenario, plan)
                .isTrue();
        Optional<byte[]> zip = zip(name);
        if (succeeded) {
            assertThat(isOf(zip, name, scenario.image()))
                    .as("%s %s: the ZIP after success", scenario, plan)
                    .isTrue();
        } else {
            boolean older = scenario.hasOlderZip() ? isOf(zip, name, scenario.olderImage()) : zip.isEmpty();
            assertThat(older || isOf(zip, name, scenario.image()))
                    .as("%s %s: the ZIP after failure", scenario, plan)
                    .isTrue();
        }
        List<MultipartUpload> open = s3.openUploads("zip/" + name + ".zip");
        assertThat((long) open.size())
                .as("%s %s: open uploads", scenario, plan)
                .isLessThanOrEqualTo(lostIds(plan, requests));
        open.forEach(s3::abort);

        patient.deliver(event);
        assertThat(isOf(zip(name), name, scenario.image()))
                .as("%s %s: the ZIP once the event came again", scenario, plan)
                .isTrue();
        s3.delete(image);
        s3.delete("zip/" + name + ".zip");
        return requests;
    }

    /**
     * Whether the invocation has to get over it by itself. A request whose bytes are not its checksum's S3 refuses for
     * good; TLS lets none through, so that this one may wait for the event to come again.
     */
    private static boolean passes(List<PlannedFault> plan) {
        return plan.size() <= 1
                && plan.stream()
                        .allMatch(f ->
                                f.repeated() == PlannedFault.Repeated.ONCE && f.fault() != Fault.REQUEST_CORRUPTED);
    }

    private boolean delivered(List<PlannedFault> plan, String event) {
        boolean stalls = plan.stream().anyMatch(f -> f.fault() == Fault.STALLED);
        try {
            (stalls ? impatient : patient).deliver(event, stalls ? SHORT : AMPLE);
            return true;
        } catch (RecordsFailedException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            assertThat(trace.toString()).doesNotContain(ExactS3.SECRET, "Signature=");
            return false;
        }
    }

    private static long lostIds(List<PlannedFault> plan, List<S3Request> requests) {
        return requests.stream()
                .filter(request -> request.call() == S3Call.CREATE)
                .filter(request -> plan.stream().anyMatch(f -> f.strikes(request) && ID_LOST.contains(f.fault())))
                .count();
    }

    private Optional<byte[]> zip(String name) {
        return s3.get("zip/" + name + ".zip").map(bytes -> bytes.asByteArray());
    }

    private static boolean isOf(Optional<byte[]> zip, String name, byte[] image) {
        return zip.isPresent() && ZipVerifier.isZipOf(zip.get(), name, image);
    }

    @Override
    public void close() throws IOException {
        patientClient.close();
        impatientClient.close();
        network.close();
    }
}
