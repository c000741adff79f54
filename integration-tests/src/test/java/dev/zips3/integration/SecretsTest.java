package dev.zips3.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The credentials of the function: where they come from, and that no log line, message or response shows them. */
final class SecretsTest {

    private static final String KEY_ID = "ASIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE";

    private static final String EVENT = """
            {"Records":[{"eventTime":"2026-01-02T03:04:05Z","eventName":"ObjectCreated:Put","s3":{\
            "bucket":{"name":"test-bucket"},"object":{"key":"images/a.png"}}}]}""";

    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::refuse);
        server.createContext("/credentials", SecretsTest::giveCredentials);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Repeats the request's credentials in the message, as S3's messages repeat parts of a request. */
    private void refuse(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String authorization = headers.getFirst("Authorization");
        authorizations.add(authorization);
        String message = authorization + " X-Amz-Security-Token: " + headers.getFirst("X-Amz-Security-Token");
        answer(
                exchange,
                403,
                "application/xml",
                "<Error><Code>AccessDenied</Code><Message>" + message + "</Message></Error>");
    }

    private static void giveCredentials(HttpExchange exchange) throws IOException {
        boolean authorized = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, authorized ? 200 : 403, "application/json", """
                {"AccessKeyId":"%s","SecretAccessKey":"%s","Token":"%s","Expiration":"2099-01-01T00:00:00Z"}""".formatted(KEY_ID, SECRET, TOKEN));
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String run(Map<String, String> credentials) throws IOException, InterruptedException {
        try (TestBucket bucket = new TestBucket()) {
            Map<String, String> environment = new HashMap<>(bucket.environment(URI.create(url())));
            environment.keySet().removeIf(name -> name.startsWith("AWS_") && name.contains("ACCESS_KEY"));
            environment.putAll(credentials);
            try (FunctionProcess process = FunctionProcess.start(environment, EVENT)) {
                return process.awaitOutput();
            }
        }
    }

    @Test
    void keepsCredentialsAndSignaturesOutOfTheOutput() throws IOException, InterruptedException {
        String output =
                run(Map.of("AWS_ACCESS_KEY_ID", KEY_ID, "AWS_SECRET_ACCESS_KEY", SECRET, "AWS_SESSION_TOKEN", TOKEN));
        assertThat(output).contains("\"outcome\":\"FAILED\"", "RecordsFailedException", "Signature=***");
        assertThat(authorizations).isNotEmpty();
        assertThat(authorizations)
                .extracting(authorization -> authorization.replaceFirst(".*Signature=", ""))
                .noneMatch(output::contains);
        assertThat(output).doesNotContain(KEY_ID, SECRET, TOKEN);
    }

    /** Lambda gives them so when it restores a SnapStart snapshot; the variables it gives otherwise are absent then. */
    @Test
    void signsWithTheCredentialsOfTheContainerEndpoint() throws IOException, InterruptedException {
        String output = run(Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                url() + "/credentials",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                TOKEN));
        assertThat(authorizations)
                .as(output)
                .isNotEmpty()
                .allMatch(authorization -> authorization.contains("Credential=" + KEY_ID + "/"));
        assertThat(output).doesNotContain(KEY_ID, SECRET, TOKEN);
    }
}
