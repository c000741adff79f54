package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The one thing that this module and the function's agree on. */
final class FunctionContractTest {

    private static final JsonNode FUNCTION = Synthesized.with().properties("Function/Resource");

    @Test
    void theEnvironmentIsExactlyWhatTheFunctionReads() {
        assertThat(FUNCTION.at("/Environment/Variables").propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "ZIPS3_BUCKET",
                        "ZIPS3_BUCKET_OWNER",
                        "ZIPS3_IMAGE_PREFIX",
                        "ZIPS3_IMAGE_SUFFIX",
                        "ZIPS3_ZIP_PREFIX");
    }

    @Test
    void theValuesAreThoseOfTheTriggerAndTheRole() {
        assertThat(variable("ZIPS3_BUCKET")).isEqualTo("calabs-bucket-${AWS::StackId split /[2]}");
        assertThat(variable("ZIPS3_BUCKET_OWNER"))
                .as("S3 refuses a request to a bucket that has passed to somebody else")
                .isEqualTo("${AWS::AccountId}");
        assertThat(variable("ZIPS3_IMAGE_PREFIX")).isEqualTo("images/");
        assertThat(variable("ZIPS3_IMAGE_SUFFIX")).isEqualTo(".png");
        assertThat(variable("ZIPS3_ZIP_PREFIX")).isEqualTo("zip/");
    }

    @Test
    void theHandlerIsTheFunctionsEntryPoint() {
        assertThat(FUNCTION.path("Handler").asText()).isEqualTo("dev.zips3.function.ZipS3Images::handleRequest");
    }

    private static String variable(String name) {
        return Synthesized.render(FUNCTION.at("/Environment/Variables/" + name));
    }
}
