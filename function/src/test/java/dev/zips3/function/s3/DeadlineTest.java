package dev.zips3.function.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.zips3.function.StoppedClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.S3Request;

final class DeadlineTest {

    private final StoppedClock clock = new StoppedClock();
    private final AtomicReference<S3Request> request = new AtomicReference<>();
    private final S3Client s3 = new S3Client() {
        @Override
        public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest create) {
            request.set(create);
            return CreateMultipartUploadResponse.builder().build();
        }

        @Override
        public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest abort) {
            request.set(abort);
            return AbortMultipartUploadResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "none";
        }

        @Override
        public void close() {}
    };

    private Duration limit() {
        return request.get()
                .overrideConfiguration()
                .orElseThrow()
                .apiCallTimeout()
                .orElseThrow();
    }

    /** Twelve seconds; a quarter of an invocation shorter than 48 seconds. */
    @ParameterizedTest
    @CsvSource({"300, 288", "48, 36", "40, 30", "4, 3", "0, 0"})
    void keepsAReserve(long seconds, long forWork) {
        Deadline deadline = new Deadline(clock, Duration.ofSeconds(seconds));
        assertThat(deadline.forWork()).isEqualTo(Duration.ofSeconds(forWork));
        assertThat(deadline.forAbort()).isEqualTo(Duration.ofSeconds(seconds));
    }

    /** The stack's option {@code timeoutSeconds} allows 1 to 900. */
    @Test
    void leavesTimeForWorkAndThenForAnAbortInEveryInvocation() {
        for (int seconds = 1; seconds <= 900; seconds++) {
            Duration remaining = Duration.ofSeconds(seconds);
            Deadline deadline = new Deadline(clock, remaining);
            Duration forWork = deadline.forWork();
            assertThat(forWork).isGreaterThanOrEqualTo(remaining.multipliedBy(3).dividedBy(4));
            clock.pass(forWork);
            assertThatExceptionOfType(OutOfTimeException.class).isThrownBy(deadline::requireTime);
            assertThat(deadline.forAbort()).isPositive().isEqualTo(remaining.minus(forWork));
        }
    }

    @Test
    void startsOnlyAnAbortInTheReserve() {
        Deadline deadline = new Deadline(clock, Duration.ofMinutes(5));
        S3Client limited = deadline.limit(s3);
        clock.pass(Duration.ofSeconds(288));
        assertThatExceptionOfType(OutOfTimeException.class).isThrownBy(deadline::requireTime);
        assertThatExceptionOfType(OutOfTimeException.class)
                .isThrownBy(() -> limited.createMultipartUpload(r -> r.key("k")));
        limited.abortMultipartUpload(r -> r.key("k"));
        assertThat(limit()).isEqualTo(Duration.ofSeconds(12));
        clock.pass(Duration.ofSeconds(20));
        assertThat(deadline.forAbort()).isZero();
        assertThatExceptionOfType(OutOfTimeException.class)
                .isThrownBy(() -> limited.abortMultipartUpload(r -> r.key("k")));
    }

    @Test
    void limitsEachCallToTheTimeLeft() {
        Deadline deadline = new Deadline(clock, Duration.ofMinutes(5));
        clock.pass(Duration.ofSeconds(100));
        deadline.limit(s3).createMultipartUpload(r -> r.key("k"));
        assertThat(limit()).isEqualTo(Duration.ofSeconds(188));
        assertThatCode(deadline::requireTime).doesNotThrowAnyException();
    }
}
