package dev.zips3.function.snapstart;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Runs the handler before Lambda takes its snapshot. So the first image after each restore finds the classes loaded and
 * the code compiled: those of the handler, the encoder, the SDK with its way to the credentials and, by a few requests
 * over HTTPS, TLS.
 *
 * <p>The function also works without the warm-up, only slower. So {@link #beforeCheckpoint} catches and logs
 * exceptions. It closes its clients, and the function's own client makes no request before the first event. So the
 * snapshot has no open connection, and nothing has to be done after a restore.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime hooks</a>
 */
public final class WarmUp implements Resource {

    /** The SDK prefers this property to the environment variable that names Lambda's endpoint. */
    private static final String CREDENTIALS_URI = SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();

    /** The first run loads the classes. The last runs find most of the frequently used code compiled. */
    private static final int RUNS_IN_MEMORY = 24;

    /** The time limit of each run. It is long because the first run is slow if the function has little CPU. */
    private static final Duration LIMIT_IN_MEMORY = Duration.ofMinutes(1);

    private static final int RUNS_OVER_HTTPS = 8;

    /**
     * The time limit of all runs together. If S3 can be reached they take half a second; if not, the initialization
     * takes this much longer. A server that accepts a connection and then stalls adds the client's socket timeout.
     */
    private static final Duration LIMIT_OVER_HTTPS = Duration.ofSeconds(4);

    /** The number of TLS records to encrypt and decrypt. Each has the maximum size (RFC 8446, 5.1). */
    private static final int TLS_RECORDS = 2_500;

    private static final int TLS_RECORD_SIZE = 1 << 14;

    private static final int IMAGE_SIZE = 1 << 20;

    /** The image alternates between noise and repetition, like a PNG of which only some blocks can be compressed. */
    private static final int NOISE = 192 * 1024;

    private static final int REPETITION = 64 * 1024;

    /** Handles the event of one image. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Handles the upload of an image that is not in the bucket. It writes a ZIP only if the client responds with an
         * image, as {@link FakeS3} does.
         *
         * @param s3 the client to use; the caller closes it
         * @param remaining the time until the handler must have ended
         */
        void handle(S3Client s3, Duration remaining) throws Exception;
    }

    private final Handler handler;
    private final Supplier<S3ClientBuilder> clients;
    private final Consumer<Map<String, Object>> log;
    private final Clock clock;

    /**
     * Creates a warm-up that runs nothing yet.
     *
     * @param clients builds clients like the function's own
     * @param log gets the fields of one line: what was done, and how long it took
     */
    public WarmUp(Handler handler, Supplier<S3ClientBuilder> clients, Consumer<Map<String, Object>> log, Clock clock) {
        this.handler = handler;
        this.clients = clients;
        this.log = log;
        this.clock = clock;
    }

    /** Registers this with CRaC, whose global context has only a weak reference to it: the caller must keep it. */
    public void register() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        Instant start = clock.instant();
        try {
            runInMemory();
            runOverHttps();
            encryptTlsRecords();
            report("INFO", "primed", start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report("WARN", "not primed: " + e, start);
        } catch (Exception | LinkageError e) {
            // A class that the runtime does not have is a LinkageError.
            report("WARN", "not primed: " + e, start);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing has to be opened again: see the comment of the class.
    }

    private void runInMemory() throws Exception {
        FakeS3 fake = new FakeS3(image());
        try (CredentialsEndpoint credentials = new CredentialsEndpoint();
                S3Client s3 = clients.get().httpClient(fake).build()) {
            System.setProperty(CREDENTIALS_URI, credentials.uri());
            for (int run = 0; run < RUNS_IN_MEMORY; run++) {
                handler.handle(s3, LIMIT_IN_MEMORY);
            }
        } finally {
            System.clearProperty(CREDENTIALS_URI);
        }
        if (fake.writes() != RUNS_IN_MEMORY) {
            throw new IllegalStateException(
                    "the handler wrote " + fake.writes() + " ZIPs in " + RUNS_IN_MEMORY + " runs");
        }
    }

    private void runOverHttps() throws InterruptedException {
        // "close" keeps connections out of the snapshot, because they would be broken after the restore.
        try (S3Client s3 = clients.get()
                .overrideConfiguration(c -> c.putHeader("Connection", "close"))
                .build()) {
            Instant end = clock.instant().plus(LIMIT_OVER_HTTPS);
            for (int run = 0;
                    run < RUNS_OVER_HTTPS && usesHttps(s3) && clock.instant().isBefore(end);
                    run++) {
                runIgnoringErrors(s3, Duration.between(clock.instant(), end));
            }
        }
    }

    /** The handler may throw, because S3 does not have the image or cannot be reached. */
    private void runIgnoringErrors(S3Client s3, Duration remaining) throws InterruptedException {
        try {
            handler.handle(s3, remaining);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // The classes are loaded even if the request fails.
        }
    }

    /**
     * Runs the cipher of TLS 1.3 until it is compiled. The responses over HTTPS have no image, and so too few bytes for
     * that.
     */
    private static void encryptTlsRecords() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
        byte[] record = new byte[TLS_RECORD_SIZE];
        for (int i = 0; i < TLS_RECORDS; i++) {
            // The JDK refuses to encrypt twice with the same nonce.
            byte[] nonce = ByteBuffer.allocate(12).putInt(i).array();
            GCMParameterSpec parameters = new GCMParameterSpec(128, nonce);
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
            byte[] encrypted = cipher.doFinal(record);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            cipher.doFinal(encrypted);
        }
    }

    private static boolean usesHttps(S3Client s3) {
        return s3.utilities()
                .getUrl(r -> r.bucket("bucket").key("key"))
                .getProtocol()
                .equals("https");
    }

    private void report(String level, String message, Instant start) {
        Instant now = clock.instant();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", now.toString());
        fields.put("level", level);
        fields.put("message", message);
        fields.put("milliseconds", Duration.between(start, now).toMillis());
        log.accept(fields);
    }

    private static byte[] image() {
        byte[] image = new byte[IMAGE_SIZE];
        SplittableRandom random = new SplittableRandom(1);
        random.nextBytes(image);
        for (int end = NOISE; end + REPETITION <= image.length; end += NOISE + REPETITION) {
            for (int i = end; i < end + REPETITION; i++) {
                image[i] = image[i - 1 - random.nextInt(3)];
            }
        }
        return image;
    }
}
