package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;

/** What a person who runs {@code cdk synth} sees of the app. */
final class AppTest {

    @TempDir
    private Path outputs;

    @Test
    void synthesizesTheSameBytesInTwoProcesses(@TempDir Path here, @TempDir Path there) throws Exception {
        App app = Synthesized.app(here, List.of("suffix=-blue"));
        Synthesized.stack(app);
        app.synth();
        ChildJvm child = ChildJvm.run(
                Synthesized.ROOT,
                Map.of(
                        "CDK_OUTDIR", there.toString(),
                        "CDK_CONTEXT_JSON", json(List.of("suffix=-blue")),
                        "CDK_VALIDATION", "true"),
                outputs);

        assertThat(child.exitCode()).as(child.err()).isZero();
        assertThat(child.out())
                .as("cdk synth prints the template, so the app prints nothing")
                .isEmpty();
        for (String name : List.of("ZipS3Images-blue.template.json", "ZipS3Images-blue.assets.json")) {
            assertThat(there.resolve(name))
                    .as(
                            "unchanged sources must give an empty cdk diff; an unordered map or a time in a name changes it")
                    .hasSameBinaryContentAs(here.resolve(name));
        }
        assertThat(violations(there))
                .as("violations of CloudFormation's rules, which only this run checks")
                .isEmpty();
    }

    @Test
    void writesToCdkOutByDefault(@TempDir Path project) throws Exception {
        createFunctionJar(project);

        ChildJvm child = ChildJvm.run(project, Map.of(), outputs);

        assertThat(child.exitCode()).as(child.err()).isZero();
        assertThat(project.resolve("cdk.out/ZipS3Images.template.json")).exists();
    }

    @Test
    void explainsABadOptionInOneLine(@TempDir Path project) throws Exception {
        createFunctionJar(project);

        ChildJvm child =
                ChildJvm.run(project, Map.of("CDK_CONTEXT_JSON", json(List.of("timeoutSeconds=1000"))), outputs);

        assertThat(child).isEqualTo(new ChildJvm(1, "", "timeoutSeconds=1000 is refused. Allowed: 1 to 900 seconds\n"));
    }

    @Test
    void explainsAMissingFunctionJarInOneLine(@TempDir Path project) throws Exception {
        ChildJvm child = ChildJvm.run(project, Map.of(), outputs);

        assertThat(child)
                .isEqualTo(new ChildJvm(
                        1, "", "function/target/function.jar is missing: run mvn package in the project's root\n"));
    }

    private static void createFunctionJar(Path project) throws IOException {
        Files.createFile(
                Files.createDirectories(project.resolve("function/target")).resolve("function.jar"));
    }

    private static String json(List<String> options) {
        return Synthesized.JSON.valueToTree(Synthesized.context(options)).toString();
    }

    private static List<JsonNode> violations(Path outdir) throws IOException {
        return Synthesized.JSON
                .readTree(outdir.resolve("validation-report.json").toFile())
                .findValues("violations");
    }
}
