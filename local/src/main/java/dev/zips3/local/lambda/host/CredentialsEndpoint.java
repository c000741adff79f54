package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.zips3.local.lambda.host.RuntimeSettings.Credentials;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Gives a process its credentials over HTTP. With SnapStart Lambda does the same: credentials in environment variables
 * would be part of the snapshot, and would have expired when it is restored.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">Container
 *     credential provider</a>
 */
final class CredentialsEndpoint implements HttpHandler {

    /** The path on Lambda. */
    static final String PATH = "/2021-04-23/credentials";

    /** The credentials never expire here. A client asks again before this time has passed. */
    private static final Duration VALID = Duration.ofHours(6);

    private final Credentials credentials;
    private final Clock clock;
    private final String token = UUID.randomUUID().toString();

    CredentialsEndpoint(Credentials credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * What an SDK has to know.
     *
     * @param address host and port
     */
    Map<String, String> variables(String address) {
        return Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://" + address + PATH,
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                token);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!token.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            byte[] body = JsonNodeFactory.instance
                    .objectNode()
                    .put("AccessKeyId", credentials.accessKeyId())
                    .put("SecretAccessKey", credentials.secretAccessKey())
                    .put("Token", credentials.sessionToken())
                    .put("Expiration", clock.instant().plus(VALID).toString())
                    .toString()
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
