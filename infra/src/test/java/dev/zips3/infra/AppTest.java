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

/** What the person at the keyboard sees, in processes as the CLI starts them. */
final class AppTest {

    @Test
    void twoProcessesSynthesizeTheSameBytes(@TempDir Path here, @TempDir Path there) throws Exception {
        LabApp.synth(Synthesized.ROOT, Map.of(), here);
        ChildJvm child =
                ChildJvm.run(Synthesized.ROOT, Map.of("CDK_OUTDIR", there.toString(), "CDK_VALIDATION", "true"));

        assertThat(child.exitCode()).as(child.err()).isZero();
        assertThat(child.out()).as("the CLI's output is the CLI's").isEmpty();
        for (String name : new String[] {"ZipS3Images.template.json", "ZipS3Images.assets.json"}) {
            assertThat(there.resolve(name))
                    .as("an unchanged source must be an empty diff; an unordered map or a time in a name shows here")
                    .hasSameBinaryContentAs(here.resolve(name));
        }
        assertThat(violations(there))
                .as("of CloudFormation's own rules, switched on for this one run")
                .isEmpty();
    }

    @Test
    void theCliPassesOptionsInTheEnvironment(@TempDir Path outdir) throws Exception {
        ChildJvm child = ChildJvm.run(
                Synthesized.ROOT,
                Map.of(
                        "CDK_OUTDIR",
                        outdir.toString(),
                        "CDK_CONTEXT_JSON",
                        "{\"suffix\":\"-blue\",\"snapStart\":false}"));

        assertThat(child.exitCode()).as(child.err()).isZero();
        assertThat(outdir.resolve("ZipS3Images-blue.template.json")).content().doesNotContain("AWS::Lambda::Alias");
    }

    @Test
    void aMistypedOptionFailsWithOneLine(@TempDir Path outdir) throws Exception {
        ChildJvm child = ChildJvm.run(
                Synthesized.ROOT, Map.of("CDK_OUTDIR", outdir.toString(), "CDK_CONTEXT_JSON", "{\"sufix\":\"-blue\"}"));

        assertThat(child.exitCode()).isEqualTo(1);
        assertThat(child.out()).isEmpty();
        assertThat(child.err()).startsWith("sufix=-blue is refused: there is no such option. Did you mean suffix?");
        assertThat(child.err().lines()).as("no stack trace").hasSize(1);
    }

    @Test
    void withoutNodeItNamesTheRemedy() throws Exception {
        ChildJvm child = ChildJvm.run(Synthesized.ROOT, Map.of("JSII_NODE", "/no/such/node"));

        assertThat(child.exitCode()).isEqualTo(1);
        assertThat(child.err().strip())
                .isEqualTo("Node.js is missing (/no/such/node): install Node.js 20 or newer and put it on the PATH");
    }

    @Test
    void withoutTheFunctionsJarItNamesTheRemedy(@TempDir Path elsewhere) throws Exception {
        Files.copy(Synthesized.ROOT.resolve("cdk.json"), elsewhere.resolve("cdk.json"));

        ChildJvm child = ChildJvm.run(elsewhere, Map.of());

        assertThat(child.exitCode()).isEqualTo(1);
        assertThat(child.err().strip())
                .isEqualTo("function/target/function.jar is missing: run mvn package from the root first");
    }

    @Test
    void outsideTheProjectItNamesTheRemedy(@TempDir Path elsewhere) throws Exception {
        Path jar = Files.createDirectories(elsewhere.resolve("function/target")).resolve("function.jar");
        Files.createFile(jar);

        ChildJvm child = ChildJvm.run(elsewhere, Map.of());

        assertThat(child.exitCode()).isEqualTo(1);
        assertThat(child.err().strip()).endsWith("cdk.json cannot be read: run from the project's root");
    }

    private static List<JsonNode> violations(Path outdir) throws IOException {
        return Synthesized.JSON
                .readTree(outdir.resolve("validation-report.json").toFile())
                .findValues("violations");
    }
}
