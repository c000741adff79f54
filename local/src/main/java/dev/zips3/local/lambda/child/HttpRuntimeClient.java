package dev.zips3.local.lambda.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/**
 * The client side of the Lambda runtime API.
 *
 * <p>Without time limits: the next event may be hours away. An IOException means that the API is gone.
 */
final class HttpRuntimeClient {

    private final String base;

    /**
     * @param event JSON
     * @param deadlineMillis since the epoch
     */
    record Invocation(String requestId, long deadlineMillis, String functionArn, String traceId, String event) {}

    /** @param address host and port */
    HttpRuntimeClient(String address) {
        this.base = "http://" + address + "/2018-06-01/runtime/";
    }

    Invocation next() throws IOException {
        HttpURLConnection http = open("invocation/next");
        expect(http, HttpURLConnection.HTTP_OK);
        try (InputStream event = http.getInputStream()) {
            return new Invocation(
                    http.getHeaderField("Lambda-Runtime-Aws-Request-Id"),
                    Long.parseLong(http.getHeaderField("Lambda-Runtime-Deadline-Ms")),
                    http.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"),
                    http.getHeaderField("Lambda-Runtime-Trace-Id"),
                    new String(event.readAllBytes(), UTF_8));
        }
    }

    void postResponse(String requestId, byte[] response) throws IOException {
        post("invocation/" + requestId + "/response", "", response);
    }

    void postError(String requestId, String errorType, byte[] error) throws IOException {
        post("invocation/" + requestId + "/error", errorType, error);
    }

    void postInitError(String errorType, byte[] error) throws IOException {
        post("init/error", errorType, error);
    }

    private void post(String path, String errorType, byte[] body) throws IOException {
        HttpURLConnection http = open(path);
        http.setRequestMethod("POST");
        http.setDoOutput(true);
        http.setRequestProperty("Content-Type", "application/json");
        if (!errorType.isEmpty()) {
            http.setRequestProperty("Lambda-Runtime-Function-Error-Type", errorType);
        }
        http.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = http.getOutputStream()) {
            out.write(body);
        }
        expect(http, HttpURLConnection.HTTP_ACCEPTED);
        http.getInputStream().close();
    }

    private HttpURLConnection open(String path) throws IOException {
        // A proxy of the function's own traffic must not get between it and the API.
        return (HttpURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
    }

    private static void expect(HttpURLConnection http, int status) throws IOException {
        if (http.getResponseCode() == status) {
            return;
        }
        try (InputStream error = http.getErrorStream()) {
            String message = error == null ? "" : new String(error.readAllBytes(), UTF_8);
            throw new IOException("%s answered %d instead of %d: %s"
                    .formatted(http.getURL(), http.getResponseCode(), status, message));
        }
    }
}
