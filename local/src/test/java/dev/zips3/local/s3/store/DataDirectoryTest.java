package dev.zips3.local.s3.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path directory;

    /** Opens the directory in its argument until it is killed; a test starts it as a process. */
    public static void main(String[] arguments) throws IOException {
        try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]))) {
            System.out.println(data.path());
            while (System.in.read() >= 0) {
                // Until its parent ends.
            }
        }
    }

    @Test
    void isRefusedToASecondLab() throws IOException {
        try (DataDirectory first = DataDirectory.open(directory)) {
            assertInUse(ProcessHandle.current().pid());
            assertThat(first.lock().isOpen()).isTrue();
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void isFreeOnceItsProcessIsKilled() throws Exception {
        Process lab = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DataDirectoryTest.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(lab.inputReader().readLine())
                    .isEqualTo(directory.toRealPath().toString());

            assertInUse(lab.pid());
        } finally {
            lab.destroyForcibly().waitFor();
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void isRefusedIfABucketIsALink(@TempDir Path outside) throws IOException {
        Files.createSymbolicLink(directory.resolve("bucket"), outside);

        assertThatThrownBy(() -> DataDirectory.open(directory))
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining("'bucket' in it is a symbolic link; remove it");
    }

    @Test
    void isRefusedIfTheDirectoryOfTheEventsIsALink(@TempDir Path outside) throws IOException {
        Path lab = Files.createDirectory(directory.resolve(".lab"));
        Files.createSymbolicLink(lab.resolve("events"), outside);

        assertThatThrownBy(() -> DataDirectory.open(directory))
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining("'events' in it is a symbolic link; remove it");
    }

    @Test
    void writesNothingThroughALink(@TempDir Path outside) throws IOException {
        Path file = Files.writeString(outside.resolve("file"), "content");
        Files.createSymbolicLink(directory.resolve(DataDirectory.UNICODE_NAME), file);

        assertThatThrownBy(() -> DataDirectory.open(directory)).isInstanceOf(UnusableDirectoryException.class);
        assertThat(file).hasContent("content");
    }

    private void assertInUse(long processId) {
        assertThatThrownBy(() -> DataDirectory.open(directory))
                .isInstanceOf(UnusableDirectoryException.class)
                .hasMessageContaining(directory + "'")
                .hasMessageContaining("in use by the lab with process id " + processId + ";");
    }
}
