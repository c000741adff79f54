package dev.zips3.local.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zips3.local.s3.event.ObjectEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3EventsTest {
    private static final String BUCKET = TestS3.BUCKET.name();

    @TempDir
    private Path directory;

    private TestS3 s3;

    @BeforeEach
    void start() throws IOException {
        s3 = new TestS3(directory);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void sendsPut() {
        String eTag = s3.put("images/a b.png", "12345");

        ObjectEvent event = s3.event();
        assertThat(event.eventName()).isEqualTo("ObjectCreated:Put");
        assertThat(event.bucket()).isEqualTo(BUCKET);
        assertThat(event.key()).isEqualTo("images/a b.png");
        assertThat(event.size()).isEqualTo(5);
        assertThat("\"" + event.eTag() + "\"").isEqualTo(eTag);
        assertThat(event.versionId()).isNull();
    }

    @Test
    void sendsCopy() {
        s3.put("images/a.png", "12345");
        s3.event();

        s3.client()
                .copyObject(request -> request.sourceBucket(BUCKET)
                        .sourceKey("images/a.png")
                        .destinationBucket(BUCKET)
                        .destinationKey("images/b+c.png"));

        ObjectEvent event = s3.event();
        assertThat(event.eventName()).isEqualTo("ObjectCreated:Copy");
        assertThat(event.key()).isEqualTo("images/b+c.png");
        assertThat(event.size()).isEqualTo(5);
        assertThat(event.eTag()).isEqualTo("827ccb0eea8a706c4c34a16891f84e7b");
    }

    @Test
    void sendsNothingBeforeAMultipartUploadIsComplete() {
        OpenUpload upload = OpenUpload.of(s3, "images/ü.png", "part");

        String eTag =
                s3.client().completeMultipartUpload(upload.complete().build()).eTag();

        ObjectEvent event = s3.event();
        assertThat(event.eventName()).isEqualTo("ObjectCreated:CompleteMultipartUpload");
        assertThat(event.key()).isEqualTo("images/ü.png");
        assertThat(event.size()).isEqualTo(4);
        assertThat("\"" + event.eTag() + "\"").isEqualTo(eTag).endsWith("-1\"");
    }

    @Test
    void sendsPostForAnHtmlForm() throws Exception {
        int status = new PostForm(s3.uri(), TestS3.ACCESS_KEY, TestS3.BUCKET).post("images/a+b.png", "12345");

        assertThat(status).isEqualTo(204);
        ObjectEvent event = s3.event();
        assertThat(event.eventName()).isEqualTo("ObjectCreated:Post");
        assertThat(event.key()).isEqualTo("images/a+b.png");
        assertThat(event.size()).isEqualTo(5);
    }

    @Test
    void sendsDeleteButNotForAMissingKey() {
        s3.put("a", "1");
        s3.event();

        s3.client().deleteObject(request -> request.bucket(BUCKET).key("absent"));
        s3.client().deleteObject(request -> request.bucket(BUCKET).key("a"));

        ObjectEvent event = s3.event();
        assertThat(event.eventName()).isEqualTo("ObjectRemoved:Delete");
        assertThat(event.key()).isEqualTo("a");
        assertThat(event.size()).isNull();
        assertThat(event.eTag()).isNull();
    }

    @Test
    void sendsDeleteForEachOfManyKeys() {
        List<String> keys = IntStream.range(0, 30).mapToObj(i -> "k" + i).toList();
        keys.forEach(key -> {
            s3.put(key, "1");
            s3.event();
        });

        s3.client()
                .deleteObjects(request -> request.bucket(BUCKET)
                        .delete(Delete.builder()
                                .objects(Stream.concat(keys.stream(), Stream.of("absent"))
                                        .map(key -> ObjectIdentifier.builder()
                                                .key(key)
                                                .build())
                                        .toList())
                                .build()));

        assertThat(keys.stream().map(key -> s3.event()).toList())
                .allMatch(event -> event.eventName().equals("ObjectRemoved:Delete"))
                .extracting(ObjectEvent::key)
                .containsExactlyInAnyOrderElementsOf(keys);
        assertNothingElse();
    }

    @Test
    void sendsNothingAfterAFailure() {
        assertThatThrownBy(() -> s3.client()
                        .putObject(
                                request -> request.bucket(BUCKET).key("a").contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="),
                                RequestBody.fromString("1")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BadDigest"));
        OpenUpload upload = OpenUpload.of(s3, "a", "part");
        s3.client()
                .abortMultipartUpload(request -> request.bucket(BUCKET).key("a").uploadId(upload.id()));

        assertNothingElse();
    }

    @Test
    void sendsTheEventsOfAKeyInTheOrderOfItsChanges() {
        IntStream.range(0, 64).parallel().forEach(i -> s3.put("k", "x".repeat(i + 1)));

        List<ObjectEvent> events =
                IntStream.range(0, 64).mapToObj(i -> s3.event()).toList();
        assertThat(events).extracting(ObjectEvent::sequencer).isSorted().doesNotHaveDuplicates();
        assertThat(events.get(63).size()).isEqualTo(s3.get("k").length());
    }

    /** The listener writes the event to the disk: an upload that got its response has an event that a kill survives. */
    @Test
    void respondsAfterTheListenerHasTheEvent() throws IOException {
        List<String> steps = Collections.synchronizedList(new ArrayList<>());
        try (TestS3 slow = new TestS3(directory.resolve("other"), TestS3.BUCKET, event -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            steps.add("event of " + event.key());
        })) {
            slow.put("a", "1");
            steps.add("response");
        }

        assertThat(steps).containsExactly("event of a", "response");
    }

    /** The client repeats the upload: so no event vanishes. */
    @Test
    void failsAnUploadWhoseEventIsNotAccepted() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (TestS3 broken = new TestS3(directory.resolve("other"), TestS3.BUCKET, event -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("this listener fails on purpose");
            }
        })) {
            broken.put("a", "1");

            assertThat(calls).as("the upload and its retry").hasValue(2);
            assertThat(broken.get("a")).isEqualTo("1");
        }
    }

    /** S3Proxy takes a repeated request for one that has succeeded, if the object is there, and sends no event. */
    @Test
    void leavesNoObjectOfAMultipartUploadWhoseEventIsNotAccepted() throws IOException {
        try (TestS3 broken = new TestS3(directory.resolve("other"), TestS3.BUCKET, event -> {
            throw new IllegalStateException("this listener fails on purpose");
        })) {
            OpenUpload upload = OpenUpload.of(broken, "a", "1");

            assertThatThrownBy(() -> broken.client()
                            .completeMultipartUpload(upload.complete().build()))
                    .isInstanceOf(S3Exception.class);
            assertThatThrownBy(() -> broken.get("a")).isInstanceOf(NoSuchKeyException.class);
        }
    }

    @Test
    void sendsTheSizeOfTheContentWithAnyChecksum() {
        for (ChecksumAlgorithm algorithm :
                List.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32_C, ChecksumAlgorithm.SHA256)) {
            s3.client()
                    .putObject(
                            request -> request.bucket(BUCKET).key("a").checksumAlgorithm(algorithm),
                            RequestBody.fromString("ü", StandardCharsets.UTF_8));

            assertThat(s3.event().size()).isEqualTo(2);
        }
    }

    /** Events come in order: if the next one is of a new object, there was none before it. */
    private void assertNothingElse() {
        s3.put("after", "1");
        assertThat(s3.event().key()).isEqualTo("after");
    }
}
