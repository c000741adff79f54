package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The one thing that this module and the function's agree on, checked in the jar that is deployed. */
final class FunctionContractTest {

    private static final JsonNode FUNCTION = Synthesized.with().properties("Function/Resource");

    @Test
    void theEnvironmentIsTheContract() {
        assertThat(variables())
                .containsExactlyInAnyOrder(
                        "ZIPS3_BUCKET",
                        "ZIPS3_BUCKET_OWNER",
                        "ZIPS3_IMAGE_PREFIX",
                        "ZIPS3_IMAGE_SUFFIX",
                        "ZIPS3_ZIP_PREFIX");
    }

    @Test
    void theFunctionReadsExactlyTheseVariables() throws IOException, ReflectiveOperationException {
        try (URLClassLoader deployed = deployedJar()) {
            Set<String> read = new TreeSet<>();
            for (Field constant :
                    deployed.loadClass("dev.zips3.function.Settings").getDeclaredFields()) {
                if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == String.class) {
                    constant.setAccessible(true);
                    read.add((String) constant.get(null));
                }
            }
            assertThat(read)
                    .as("a variable that only one side knows shows at the first upload, not at deployment")
                    .isEqualTo(variables());
        }
    }

    @Test
    void theHandlerIsInTheJar() throws IOException, ReflectiveOperationException {
        List<String> handler = List.of(FUNCTION.path("Handler").asText().split("::", 2));
        try (URLClassLoader deployed = deployedJar()) {
            Class<?> type = deployed.loadClass(handler.get(0));
            assertThat(type.getConstructor())
                    .as("Lambda makes it without arguments")
                    .isNotNull();
            assertThat(type.getMethods())
                    .as("Lambda finds out at the first invocation")
                    .anyMatch(method -> method.getName().equals(handler.get(1)));
        }
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

    /** Alone, as Lambda has it: what is missing in it cannot come from this module's class path. */
    private static URLClassLoader deployedJar() throws IOException {
        URL jar = new Project(Synthesized.ROOT).functionJar().toUri().toURL();
        return new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    }

    private static Set<String> variables() {
        Set<String> names = new TreeSet<>();
        FUNCTION.at("/Environment/Variables")
                .propertyStream()
                .map(Map.Entry::getKey)
                .forEach(names::add);
        return names;
    }

    private static String variable(String name) {
        return Synthesized.render(FUNCTION.at("/Environment/Variables/" + name));
    }
}
