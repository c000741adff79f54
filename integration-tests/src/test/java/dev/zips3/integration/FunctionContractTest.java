package dev.zips3.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zips3.function.Settings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stack and the function have to agree on. They do not know each other: only this test sees both. */
final class FunctionContractTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_SECONDS = 90;

    @TempDir
    static Path assembly;

    private static JsonNode function;
    private static Path jar;

    /** Runs the app of cdk.json as the CDK CLI does. */
    @BeforeAll
    static void synthesize() throws IOException, InterruptedException {
        JsonNode cdk = JSON.readTree(ROOT.resolve("cdk.json").toFile());
        Path log = assembly.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(cdk.path("app").asText().split(" ", -1))
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "CDK_OUTDIR",
                        assembly.toString(),
                        "CDK_CONTEXT_JSON",
                        cdk.path("context").toString()));
        Process app = builder.start();
        try {
            boolean ended = app.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(ended && app.exitValue() == 0).as(Files.readString(log)).isTrue();
        } finally {
            app.destroyForcibly();
        }
        function = onlyFile(".template.json")
                .path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::Function"))
                .map(resource -> resource.path("Properties"))
                .filter(properties -> properties.has("Environment"))
                .findFirst()
                .orElseThrow();
        jar = onlyFile(".assets.json")
                .path("files")
                .valueStream()
                .map(file -> file.at("/source/path").asText())
                .filter(path -> path.endsWith(".jar"))
                .map(assembly::resolve)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode onlyFile(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(assembly)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            assertThat(found).hasSize(1);
            return JSON.readTree(found.get(0).toFile());
        }
    }

    /** A variable that only one side knows would show at the first upload, not at the deployment. */
    @Test
    void setsExactlyTheVariablesThatTheFunctionReads() {
        List<String> variables = new ArrayList<>();
        function.at("/Environment/Variables").fieldNames().forEachRemaining(variables::add);
        assertThat(variables)
                .containsExactlyInAnyOrder(Arrays.stream(Settings.class.getFields())
                        .filter(field -> field.getType() == String.class)
                        .map(FunctionContractTest::value)
                        .toArray(String[]::new));
    }

    /** The class loader sees only the JDK and the jar, as in Lambda. */
    @Test
    void namesAHandlerThatIsInTheJar() throws IOException, ReflectiveOperationException {
        String[] handler = function.path("Handler").asText().split("::", 2);
        try (URLClassLoader deployed =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = deployed.loadClass(handler[0]);
            assertThat(type.getConstructor()).isNotNull();
            assertThat(type.getMethods()).anyMatch(method -> method.getName().equals(handler[1]));
        }
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(constant + " is not public", e);
        }
    }
}
