package dev.zips3.integration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The project as Maven built it before these tests: {@code ./lab} needs nothing else. */
final class Project {

    /** The working directory of the tests is that of their module. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Project() {}

    /** A copy, so that the temporary files of one lab are not mixed with those of another. */
    static Path copy(Path root) throws IOException {
        for (String module : List.of("function", "infra", "local")) {
            Path target = Files.createDirectories(root.resolve(module).resolve("target"));
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            copy(root, module + "/target/" + module + ".jar");
            Path libraries = ROOT.resolve(module).resolve("target/lib");
            if (Files.exists(libraries)) {
                Files.createSymbolicLink(target.resolve("lib"), libraries);
            }
        }
        Files.createDirectories(root.resolve(".mvn"));
        for (String file : List.of("lab", "cdk.json", "pom.xml", "local/pom.xml")) {
            copy(root, file);
        }
        // The script builds what is newer than this file.
        Files.createFile(root.resolve("local/target/built"));
        return root;
    }

    private static void copy(Path root, String file) throws IOException {
        Files.copy(ROOT.resolve(file), root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
}
