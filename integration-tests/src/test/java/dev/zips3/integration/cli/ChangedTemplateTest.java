package dev.zips3.integration.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.zips3.local.Invocation;
import dev.zips3.local.Lab;
import dev.zips3.local.LabOptions;
import dev.zips3.local.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The real function in a lab with another stack: it does what the template says, also where the template is wrong. */
@Timeout(120)
class ChangedTemplateTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String CONTEXT =
            "{\"imagePrefix\": \"pictures/\", \"imageSuffix\": \".jpeg\", \"zipPrefix\": \"archive/\"}";

    @TempDir
    Path assembly;

    @Test
    void zipsWithThePrefixesAndTheSuffixOfTheStack() throws Exception {
        synthesize();
        try (Lab lab = Lab.start(assembly, LabOptions.defaults());
                S3Client client = lab.client()) {
            assertThat(lab.put("images/a.png", content()).isNotified()).isFalse();
            assertThat(lab.put("pictures/a.png", content()).isNotified()).isFalse();
            JsonNode report = report(lab.put("pictures/a.jpeg", content()));

            assertThat(report.path("outcome").asText()).isEqualTo("ZIPPED");
            assertThat(report.path("zipKey").asText()).isEqualTo("archive/a.jpeg.zip");
            assertThat(keys(client, lab.bucket())).contains("archive/a.jpeg.zip");
        }
    }

    /** A filter that does not fit the function's environment fails here as it fails on AWS. */
    @Test
    void ignoresAnImageThatOnlyTheFilterMatches() throws Exception {
        synthesize();
        changeSuffixOfTheFilter(".txt");
        try (Lab lab = Lab.start(assembly, LabOptions.defaults());
                S3Client client = lab.client()) {
            JsonNode report = report(lab.put("pictures/a.txt", content()));

            assertThat(report.path("outcome").asText()).isEqualTo("IGNORED");
            assertThat(keys(client, lab.bucket())).containsExactly("pictures/a.txt");
        }
    }

    private void synthesize() throws IOException, InterruptedException {
        ProcessBuilder app = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "infra/target/infra.jar")
                .directory(Project.ROOT.toFile())
                .inheritIO();
        app.environment().put("CDK_OUTDIR", assembly.toString());
        app.environment().put("CDK_CONTEXT_JSON", CONTEXT);
        app.environment().put("CDK_VALIDATION", "false");
        app.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");
        Process process = app.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private void changeSuffixOfTheFilter(String suffix) throws IOException {
        Path file = assembly.resolve("ZipS3Images.template.json");
        JsonNode template = JSON.readTree(file.toFile());
        template.findParents("LambdaConfigurations").stream()
                .map(configuration -> configuration.at("/LambdaConfigurations/0/Filter/S3Key/Rules/1"))
                .forEach(rule -> ((ObjectNode) rule).put("Value", suffix));
        Files.write(file, JSON.writeValueAsBytes(template));
    }

    private static byte[] content() {
        return "image".getBytes(UTF_8);
    }

    private static JsonNode report(Upload upload) throws Exception {
        Invocation invocation = upload.await(LIMIT);
        assertThat(invocation.succeeded()).as(invocation.toString()).isTrue();
        return JSON.readTree(invocation.response()).path(0);
    }

    private static List<String> keys(S3Client client, String bucket) {
        return client.listObjectsV2(r -> r.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
