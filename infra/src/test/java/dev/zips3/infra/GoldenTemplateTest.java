package dev.zips3.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every change to what is deployed shows in a diff that a reviewer reads.
 *
 * <p>{@code mvn package -pl infra -am -Dgolden.update=true} writes the files anew.
 */
final class GoldenTemplateTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @ParameterizedTest
    @CsvSource({
        "lab, snapStart=true, retainImages=false",
        "retained, snapStart=true, retainImages=true",
        "emulator, snapStart=false, retainImages=true",
    })
    void equalsTheReviewedTemplate(String name, String snapStart, String retainImages) throws IOException {
        String actual = scrubbed(Synthesized.with(snapStart, retainImages).template());
        Path golden = GOLDEN.resolve(name + ".json");
        if (Boolean.getBoolean("golden.update")) {
            assertThat(System.getenv("CI"))
                    .as("golden.update under CI would compare a file with itself")
                    .isNull();
            Files.writeString(golden, actual);
        }
        assertThat(actual)
                .as("%s: after an intended change, run with -Dgolden.update=true and read the diff", golden)
                .isEqualTo(Files.readString(golden));
    }

    /**
     * Sorted, so that a new order is no change. Without the hashes of the function's code, which is another module's.
     */
    private static String scrubbed(JsonNode template) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        String sorted = Synthesized.JSON
                .writer(printer)
                .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsString(Synthesized.JSON.convertValue(template, TreeMap.class));
        return sorted.replaceAll("[0-9a-f]{64}", "<asset>")
                        .replaceAll("(FunctionCurrentVersion[0-9A-F]{8})[0-9a-f]{32}", "$1<code>")
                + "\n";
    }
}
