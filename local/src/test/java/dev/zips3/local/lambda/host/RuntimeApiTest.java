package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.zips3.local.lambda.queue.RuntimeResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Talks to the API as a runtime does. */
class RuntimeApiTest {

    private static final Instant DEADLINE = Instant.ofEpochMilli(1_767_225_600_123L);
    private static final byte[] EVENT = "{\"key\":\"été\"}".getBytes(UTF_8);

    private final HttpClient http = HttpClient.newHttpClient();
    private RuntimeApi api;

    @BeforeEach
    void open() throws IOException {
        api = new RuntimeApi("arn:function:live");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void handsAnInvocationToTheRuntimeThatWaitsForIt() throws IOException {
        CompletableFuture<HttpResponse<String>> next = next();
        await(api.idle());

        CompletableFuture<RuntimeResult> result = api.invoke("id-1", EVENT, DEADLINE);

        HttpResponse<String> invocation = await(next);
        assertThat(invocation.statusCode()).isEqualTo(200);
        assertThat(invocation.body()).isEqualTo("{\"key\":\"été\"}");
        assertThat(header(invocation, "Lambda-Runtime-Aws-Request-Id")).isEqualTo("id-1");
        assertThat(header(invocation, "Lambda-Runtime-Deadline-Ms")).isEqualTo("1767225600123");
        assertThat(header(invocation, "Lambda-Runtime-Invoked-Function-Arn")).isEqualTo("arn:function:live");
        assertThat(header(invocation, "Lambda-Runtime-Trace-Id"))
                .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
        assertThat(header(invocation, "Content-Type")).isEqualTo("application/json");
        assertThat(result).isNotDone();
        assertThat(api.idle()).isNotDone();

        assertThat(post("invocation/id-1/response", "\"ok\"").statusCode()).isEqualTo(202);
        assertThat(await(result)).isEqualTo(new RuntimeResult.Response("\"ok\""));
    }

    @Test
    void takesAnErrorsTypeFromTheBodyOrElseFromTheHeader() throws IOException {
        assertThat(resultOfError("{\"errorType\":\"a.B\",\"errorMessage\":\"no\"}"))
                .isEqualTo(new RuntimeResult.Error("a.B", "no", "{\"errorType\":\"a.B\",\"errorMessage\":\"no\"}"));
        assertThat(resultOfError("{\"errorType\":null,\"errorMessage\":\"no\"}"))
                .isEqualTo(
                        new RuntimeResult.Error("Runtime.Some", "no", "{\"errorType\":null,\"errorMessage\":\"no\"}"));
        assertThat(resultOfError("not JSON"))
                .isEqualTo(new RuntimeResult.Error("Runtime.Some", "not JSON", "not JSON"));
    }

    private RuntimeResult resultOfError(String error) throws IOException {
        CompletableFuture<HttpResponse<String>> next = next();
        await(api.idle());
        CompletableFuture<RuntimeResult> result = api.invoke("id", EVENT, DEADLINE);
        await(next);
        assertThat(post("invocation/id/error", error).statusCode()).isEqualTo(202);
        return await(result);
    }

    @Test
    void refusesAResultOfAnotherInvocation() throws IOException {
        CompletableFuture<HttpResponse<String>> next = next();
        await(api.idle());
        CompletableFuture<RuntimeResult> result = api.invoke("mine", EVENT, DEADLINE);
        await(next);

        HttpResponse<String> other = post("invocation/other/response", "{}");
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("\"errorType\":\"InvalidRequestID\"");
        assertThat(result).isNotDone();

        post("invocation/mine/response", "{}");
        assertThat(post("invocation/mine/response", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void reportsAnInitializationError() {
        assertThat(post("init/error", "{\"errorType\":\"x\",\"errorMessage\":\"m\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(await(api.initError()))
                .isEqualTo(new RuntimeResult.Error("x", "m", "{\"errorType\":\"x\",\"errorMessage\":\"m\"}"));
    }

    @Test
    void refusesARequestDuringAnInvocation() throws IOException {
        CompletableFuture<HttpResponse<String>> next = next();
        await(api.idle());
        CompletableFuture<RuntimeResult> result = api.invoke("id", EVENT, DEADLINE);
        await(next);

        assertThat(await(next()).statusCode()).isEqualTo(403);
        assertThat(result).isNotDone();
    }

    /** A runtime that repeats its request has given up the connection of the first one. */
    @Test
    void handsTheInvocationToTheNewestRequest() throws IOException {
        CompletableFuture<HttpResponse<String>> older = next();
        await(api.idle());
        CompletableFuture<HttpResponse<String>> newer = next();
        assertThatThrownBy(() -> await(older)).as("its connection is closed").hasCauseInstanceOf(IOException.class);

        CompletableFuture<RuntimeResult> result = api.invoke("id", EVENT, DEADLINE);

        assertThat(await(newer).statusCode()).isEqualTo(200);
        assertThat(result).isNotDone();
    }

    /** Many times, because the system could take a while to notice. */
    @Test
    void reportsThatTheRuntimeHasClosedItsConnection() throws IOException {
        long before = openFiles();
        for (int i = 0; i < 50; i++) {
            try (RuntimeApi abandoned = new RuntimeApi("arn:function:live")) {
                URI address = URI.create("http://" + abandoned.address());
                try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                    String next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: lab\r\n\r\n";
                    socket.getOutputStream().write(next.getBytes(UTF_8));
                    await(abandoned.idle());
                }

                assertThatThrownBy(() -> abandoned.invoke("id", EVENT, DEADLINE))
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(openFiles()).as("no socket of each API is left").isLessThan(before + 50);
    }

    private static long openFiles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    @Test
    void doesNotFindUnknownPaths() {
        assertThat(post("invocation/id/other", "").statusCode()).isEqualTo(404);
        assertThat(post("restore/other", "").statusCode()).isEqualTo(404);
    }

    @Test
    void answersARuntimeThatIsReadyForItsSnapshotWhenItIsRestored() throws IOException {
        CompletableFuture<HttpResponse<String>> asked =
                http.sendAsync(request("restore/next").build(), BodyHandlers.ofString());
        await(api.snapshot());
        // An answer of the server would come before the answer to a later request.
        post("restore/other", "");
        post("restore/other", "");
        assertThat(asked).isNotDone();

        api.restore();

        assertThat(await(asked).statusCode()).isEqualTo(200);
        assertThat(await(http.sendAsync(request("restore/next").build(), BodyHandlers.ofString()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void reportsAFailedRestoreAsAFailedStart() {
        post("restore/error", "{\"errorMessage\":\"m\"}");
        assertThat(api.initError())
                .isCompletedWithValue(new RuntimeResult.Error("Runtime.Some", "m", "{\"errorMessage\":\"m\"}"));
    }

    @Test
    void rejectsAnInvocationThatTheRuntimeDidNotAskFor() {
        assertThatThrownBy(() -> api.invoke("id", EVENT, DEADLINE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("id");
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly() {
        assertThat(api.address()).startsWith("127.0.0.1:");
    }

    private CompletableFuture<HttpResponse<String>> next() {
        return http.sendAsync(request("invocation/next").build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) {
        HttpRequest request = request(path)
                .header("Lambda-Runtime-Function-Error-Type", "Runtime.Some")
                .POST(BodyPublishers.ofString(body))
                .build();
        return await(http.sendAsync(request, BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path));
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("absent");
    }
}
