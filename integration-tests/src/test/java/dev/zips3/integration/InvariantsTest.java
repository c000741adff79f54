package dev.zips3.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A promise that names a test which is no more is not enforced. */
final class InvariantsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void nameTestsThatExist() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/invariants.md"));
        List<MatchResult> named = NAMED.matcher(page).results().toList();
        assertThat(named).hasSizeGreaterThan(30);
        for (MatchResult test : named) {
            assertThat(source(test.group(1)))
                    .as(test.group())
                    .containsPattern("@(Test|ParameterizedTest|Property)[\\s\\S]*?void " + test.group(2) + "\\(");
        }
    }

    @Test
    void haveATestEach() throws IOException {
        String promises = Files.readString(ROOT.resolve("docs/invariants.md"));
        assertThat(promises.substring(0, promises.indexOf("## Not promised")).lines())
                .filteredOn(line -> line.startsWith("- "))
                .isNotEmpty()
                .allMatch(line -> line.contains("Enforced by: `"));
    }

    private static String source(String testClass) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                Path tests = module.resolve("src/test/java/dev/zips3");
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        for (Path file : files.filter(f -> f.endsWith(testClass + ".java"))
                                .toList()) {
                            return Files.readString(file);
                        }
                    }
                }
            }
        }
        throw new AssertionError("no test class " + testClass);
    }
}
