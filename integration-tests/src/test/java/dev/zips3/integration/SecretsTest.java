package dev.zips3.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Nothing that signs gets out of the process, neither by the function nor by the SDK nor by the one exception. */
final class SecretsTest {

    private static final String KEY_ID = "ASIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE";

    private static final String EVENT = """
            {"Records":[{"eventTime":"2026-01-02T03:04:05Z","eventName":"ObjectCreated:Put","s3":{\
            "bucket":{"name":"proof-bucket"},"object":{"key":"images/a.png"}}}]}""";

    private final Set<String> signatures = ConcurrentHashMap.newKeySet();

    /** Refuses, and says back whatever it was told, as error messages of S3 do with parts of a request. */
    private void refuse(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String signature = headers.getFirst("Authorization");
        signatures.add(signature.replaceFirst(".*Signature=", ""));
        String told = signature + " X-Amz-Security-Token: " + headers.getFirst("X-Amz-Security-Token");
        byte[] body = ("<Error><Code>AccessDenied</Code><Message>" + told + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(403, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void neverLeaveTheProcess() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::refuse);
        server.start();
        String output;
        try {
            Process process = FunctionProcess.start(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                    Map.of("AWS_ACCESS_KEY_ID", KEY_ID, "AWS_SECRET_ACCESS_KEY", SECRET, "AWS_SESSION_TOKEN", TOKEN),
                    Redirect.PIPE,
                    EVENT);
            output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            server.stop(0);
        }
        assertThat(output).contains("\"outcome\":\"FAILED\"", "RecordsFailedException", "Signature=***");
        assertThat(signatures).isNotEmpty().noneMatch(output::contains);
        assertThat(output).doesNotContain(KEY_ID, SECRET, TOKEN);
    }
}
