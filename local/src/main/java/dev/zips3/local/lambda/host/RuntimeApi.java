package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.zips3.local.lambda.queue.RuntimeResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Lambda runtime API 2018-06-01 for one execution environment, on the loopback interface only.
 *
 * <p>The request for the next invocation is kept open, without a thread, until there is one.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final Pattern OUTCOME = Pattern.compile("invocation/(?<id>[^/]+)/(?<kind>response|error)");

    private final HttpServer server;
    private final String functionArn;
    private final CompletableFuture<RuntimeResult> initError = new CompletableFuture<>();

    /** The request with which the process says that Lambda can take its snapshot. */
    private final CompletableFuture<HttpExchange> snapshot = new CompletableFuture<>();

    private CompletableFuture<HttpExchange> next = new CompletableFuture<>();
    private Optional<Invocation> running = Optional.empty();

    private record Invocation(String requestId, CompletableFuture<RuntimeResult> result) {}

    /** @throws IOException if no port can be opened */
    RuntimeApi(String functionArn) throws IOException {
        // The server writes headers and body separately. With Nagle's algorithm the body then waits for the
        // client's delayed acknowledgement: a round trip takes 88 ms instead of 0.7 ms. Only this property turns
        // the algorithm off.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.functionArn = functionArn;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(ROOT, this::handle);
        server.start();
    }

    /** Host and port, as in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        InetSocketAddress address = server.getAddress();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Completes when the runtime asks for its next invocation: it is initialized, or has finished the last one. */
    synchronized CompletableFuture<Void> idle() {
        return next.thenAccept(exchange -> {});
    }

    /** Completes when the runtime is ready for its snapshot. */
    CompletableFuture<Void> snapshot() {
        return snapshot.thenAccept(exchange -> {});
    }

    /**
     * Tells the runtime, which is ready for its snapshot, that it was restored.
     *
     * @throws IOException if the runtime has terminated
     */
    void restore() throws IOException {
        try (HttpExchange waiting = snapshot.join()) {
            respond(waiting, 200, new byte[0]);
        }
    }

    /** Serves a further path. */
    void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    /** Completes when the runtime reports that it cannot start. */
    CompletableFuture<RuntimeResult> initError() {
        return initError;
    }

    /**
     * Hands one invocation to the idle runtime.
     *
     * @throws IllegalStateException if the runtime has not asked for it
     * @throws IOException if the runtime has closed the connection on which it asked; it has not got the invocation
     */
    synchronized CompletableFuture<RuntimeResult> invoke(String requestId, byte[] event, Instant deadline)
            throws IOException {
        if (!next.isDone()) {
            throw new IllegalStateException("request " + requestId + ": the runtime is not idle");
        }
        HttpExchange waiting = next.join();
        next = new CompletableFuture<>();
        Invocation invocation = new Invocation(requestId, new CompletableFuture<>());
        running = Optional.of(invocation);
        try (waiting) {
            describe(waiting.getResponseHeaders(), requestId, deadline);
            respond(waiting, 200, event);
        }
        return invocation.result;
    }

    private void describe(Headers headers, String requestId, Instant deadline) {
        headers.set("Lambda-Runtime-Aws-Request-Id", requestId);
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Lambda-Runtime-Trace-Id", traceId(requestId, deadline));
    }

    /** X-Ray's format, for functions that parse it; the lab traces nothing. */
    private static String traceId(String requestId, Instant time) {
        String digits =
                UUID.nameUUIDFromBytes(requestId.getBytes(UTF_8)).toString().replace("-", "");
        return "Root=1-%08x-%s;Parent=%s;Sampled=0"
                .formatted(time.getEpochSecond(), digits.substring(0, 24), digits.substring(16));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(ROOT.length());
        // Every body is read, also an empty one: closing an exchange with an unread body closes the connection.
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (path.equals("invocation/next")) {
            park(exchange);
            return;
        }
        if (path.equals("restore/next") && snapshot.complete(exchange)) {
            return;
        }
        try (exchange) {
            Matcher outcome = OUTCOME.matcher(path);
            if (path.equals("init/error") || path.equals("restore/error")) {
                initError.complete(error(exchange, body));
                accept(exchange);
            } else if (path.equals("restore/next")) {
                refuse(exchange, 403, "InvalidStateTransition", "The snapshot was taken before");
            } else if (!outcome.matches()) {
                refuse(exchange, 404, "NotFound", "No such resource");
            } else if (outcome.group("kind").equals("response")) {
                complete(exchange, outcome.group("id"), new RuntimeResult.Response(body));
            } else {
                complete(exchange, outcome.group("id"), error(exchange, body));
            }
        }
    }

    /**
     * Keeps the newest request: the connection of an older one may be closed. A request during an invocation shows that
     * the runtime is broken.
     */
    private void park(HttpExchange exchange) throws IOException {
        Optional<HttpExchange> older = Optional.empty();
        boolean expected;
        synchronized (this) {
            expected = running.isEmpty();
            if (expected) {
                older = Optional.ofNullable(next.getNow(null));
                next = older.isEmpty() ? next : new CompletableFuture<>();
                next.complete(exchange);
            }
        }
        older.ifPresent(HttpExchange::close);
        if (!expected) {
            try (exchange) {
                refuse(exchange, 403, "InvalidStateTransition", "The runtime has an invocation to answer");
            }
        }
    }

    private void complete(HttpExchange exchange, String requestId, RuntimeResult result) throws IOException {
        Optional<Invocation> completed;
        synchronized (this) {
            completed = running.filter(invocation -> invocation.requestId.equals(requestId));
            if (completed.isPresent()) {
                running = Optional.empty();
            }
        }
        if (completed.isEmpty()) {
            refuse(exchange, 400, "InvalidRequestID", "Invalid request ID");
            return;
        }
        completed.get().result.complete(result);
        accept(exchange);
    }

    /** The header names a category, such as {@code Runtime.BadFunctionCode}; the exception's class in the body wins. */
    private static RuntimeResult error(HttpExchange exchange, String body) {
        String header = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
        String category = header == null ? "Runtime.Unknown" : header;
        try {
            JsonNode error = new JsonMapper().readTree(body);
            String type = error.path("errorType").asText(category);
            return new RuntimeResult.Error(type, error.path("errorMessage").asText(""), body);
        } catch (JsonProcessingException e) {
            return new RuntimeResult.Error(category, body, body);
        }
    }

    private static void accept(HttpExchange exchange) throws IOException {
        respond(exchange, 202, "{\"status\":\"OK\"}".getBytes(UTF_8));
    }

    private static void refuse(HttpExchange exchange, int status, String type, String message) throws IOException {
        String body = "{\"errorMessage\":\"%s\",\"errorType\":\"%s\"}".formatted(message, type);
        respond(exchange, status, body.getBytes(UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        // For this server a length of 0 means a chunked body, and -1 none.
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        OutputStream content = exchange.getResponseBody();
        // Two writes: if the client has closed the connection, the first one succeeds and the second one fails. Without
        // these flushes JDK 25 writes once, when the exchange is closed, and closing reports no error.
        content.flush();
        content.write(body);
        content.flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
