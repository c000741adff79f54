package dev.zips3.local.s3.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3KeysTest {
    private TestS3 s3;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        s3 = new TestS3(directory);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images/a b.png",
                "images/a+b.png",
                "images/100%.png",
                "images/a%20b.png",
                "images/übergroß.png",
                "images/🖼.png",
                "images/a..b.png",
                "images/..a/b.png",
                "images/a&b=c?d#e;f.png",
                "images/'quoted' \"twice\".png",
                "images/<xml>&amp;.png",
                "images/back\\slash.png",
                "images/{a}[b]|c^d~e`f.png",
                "images/e\u0301.png",
            })
    void acceptsTheKey(String key) {
        s3.put(key, "content of " + key);

        assertThat(s3.get(key)).isEqualTo("content of " + key);
        assertThat(s3.event().key()).isEqualTo(key);
        assertThat(keys()).containsExactly(key);
        s3.client().deleteObject(request -> request.bucket("lab-bucket").key(key));
        assertThat(keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"images//a.png", "./a.png", "images/../a.png", "images/.", "/a.png"})
    void refusesAKeyThatIsAnotherPathOnDisk(String key) {
        s3.put("a.png", "mine");
        s3.put("images/a.png", "mine");

        assertUnstorable(() -> s3.put(key, "theirs"));
        assertUnstorable(() -> copy("a.png", key));
        assertUnstorable(() -> OpenUpload.of(s3, key, "theirs"));
        assertThatThrownBy(() -> s3.get(key)).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> head(key)).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> copy(key, "b.png")).isInstanceOf(NoSuchKeyException.class);
        s3.client().deleteObject(request -> request.bucket("lab-bucket").key(key));
        assertThat(s3.get("a.png")).isEqualTo("mine");
        assertThat(s3.get("images/a.png")).isEqualTo("mine");
    }

    @Test
    void refusesAKeyAboveItsBucket() {
        assertThatThrownBy(() -> s3.put("../../a.png", "theirs")).satisfies(e -> {
            assertRefused(e, 400, "InvalidURI");
            assertThat(((S3Exception) e).awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Connection"))
                    .contains("close");
        });
    }

    @Test
    void refusesAnObjectBelowAnObject() {
        s3.put("a", "file");

        assertUnstorable(() -> s3.put("a/b", "below"));
        assertUnstorable(() -> copy("a", "a/b"));
        OpenUpload upload = OpenUpload.of(s3, "a/b", "below");
        assertUnstorable(() -> s3.client()
                .completeMultipartUpload(upload.complete().ifNoneMatch("*").build()));
        assertThatThrownBy(() -> s3.get("a/b")).isInstanceOf(NoSuchKeyException.class);
        s3.client().deleteObject(request -> request.bucket("lab-bucket").key("a/b"));
        assertThat(s3.get("a")).isEqualTo("file");
    }

    @Test
    void refusesAnObjectWhereAFolderIs() {
        s3.put("a/b", "below");

        assertUnstorable(() -> s3.put("a", "file"));
        assertThat(s3.get("a/b")).isEqualTo("below");
    }

    @Test
    void refusesANameThatIsTooLongForTheDisk() {
        assertUnstorable(() -> s3.put("images/" + "n".repeat(250), "long"));
        s3.put("images/" + "n".repeat(218), "fits");
    }

    @Test
    void acceptsAFolderAsTheConsoleCreatesIt() {
        s3.put("images/", "");

        assertThat(keys()).containsExactly("images/");
        assertThat(s3.event().key()).isEqualTo("images/");
        assertUnstorable(() -> s3.put("images/", "content"));
        assertUnstorable(() -> OpenUpload.of(s3, "images/", "content"));
    }

    private void copy(String source, String destination) {
        s3.client()
                .copyObject(request -> request.sourceBucket("lab-bucket")
                        .sourceKey(source)
                        .destinationBucket("lab-bucket")
                        .destinationKey(destination));
    }

    private void head(String key) {
        s3.client().headObject(request -> request.bucket("lab-bucket").key(key));
    }

    private static void assertUnstorable(ThrowingCallable write) {
        assertThatThrownBy(write).satisfies(e -> assertRefused(e, 400, "InvalidArgument"));
    }

    private static void assertRefused(Throwable failure, int status, String code) {
        assertThat(failure).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }

    private List<String> keys() {
        return s3.client().listObjectsV2(request -> request.bucket("lab-bucket")).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
