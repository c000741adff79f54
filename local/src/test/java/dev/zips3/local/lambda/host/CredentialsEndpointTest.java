package dev.zips3.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialsEndpointTest {

    private RuntimeApi api;
    private Map<String, String> variables;

    @BeforeEach
    void start() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        CredentialsEndpoint endpoint = new CredentialsEndpoint(FunctionJar.CREDENTIALS, clock);
        api = new RuntimeApi("arn:function:live");
        api.serve(CredentialsEndpoint.PATH, endpoint);
        variables = endpoint.variables(api.address());
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void givesCredentialsForItsToken() throws Exception {
        HttpResponse<String> response = get(variables.get("AWS_CONTAINER_AUTHORIZATION_TOKEN"));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode json = new JsonMapper().readTree(response.body());
        assertThat(json.path("AccessKeyId").asText()).isEqualTo("id");
        assertThat(json.path("SecretAccessKey").asText()).isEqualTo("secret");
        assertThat(json.path("Token").asText()).isEqualTo("token");
        assertThat(json.path("Expiration").asText()).isEqualTo("2026-01-02T09:04:05Z");
    }

    @Test
    void refusesAnotherToken() throws Exception {
        assertThat(get("guessed").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> get(String token) throws Exception {
        URI uri = URI.create(variables.get("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Authorization", token).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
