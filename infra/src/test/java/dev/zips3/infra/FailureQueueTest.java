package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class FailureQueueTest {

    private static final Synthesized LAB = Synthesized.with();

    @Test
    void keepsFailuresAsLongAsSqsCan() {
        assertThat(LAB.properties("Failures/Resource")
                        .path("MessageRetentionPeriod")
                        .asInt())
                .as("14 days in seconds: a failure outlives a holiday")
                .isEqualTo(1_209_600);
    }

    @Test
    void isEncrypted() {
        assertThat(LAB.properties("Failures/Resource")
                        .path("SqsManagedSseEnabled")
                        .asBoolean())
                .as("events carry object keys")
                .isTrue();
    }

    @Test
    void refusesPlainHttp() {
        assertThat(LAB.properties("Failures/Policy/Resource").at("/PolicyDocument/Statement"))
                .singleElement()
                .satisfies(denial -> {
                    assertThat(denial.path("Effect").asText()).isEqualTo("Deny");
                    assertThat(denial.path("Action").asText()).isEqualTo("sqs:*");
                    assertThat(denial.at("/Condition/Bool/aws:SecureTransport").asText())
                            .isEqualTo("false");
                });
    }

    @Test
    void receivesEventsThatFailedThreeTimesAtTheAlias() {
        JsonNode configuration = LAB.properties("Function/Live/EventInvokeConfig/Resource");
        assertThat(configuration.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
        assertThat(configuration.path("MaximumEventAgeInSeconds").asInt()).isEqualTo(21_600);
        assertThat(destination(configuration)).isEqualTo("${" + LAB.id("Failures/Resource") + ".Arn}");
        assertThat(Synthesized.render(configuration.path("Qualifier")))
                .as("the alias's name, from its ARN: S3 does not invoke $LATEST")
                .isEqualTo("${" + LAB.id("Function/Live/Resource") + " split :[7]}");
    }

    @Test
    void receivesEventsThatFailedAtTheFunctionWithoutSnapStart() {
        Synthesized plain = Synthesized.with("snapStart=false");
        JsonNode configuration = plain.properties("Function/EventInvokeConfig/Resource");
        assertThat(configuration.path("Qualifier").asText()).isEqualTo("$LATEST");
        assertThat(configuration.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
        assertThat(destination(configuration)).isEqualTo("${" + plain.id("Failures/Resource") + ".Arn}");
    }

    private static String destination(JsonNode configuration) {
        return Synthesized.render(configuration.at("/DestinationConfig/OnFailure/Destination"));
    }
}
