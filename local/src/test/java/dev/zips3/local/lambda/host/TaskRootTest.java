package dev.zips3.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRootTest {

    @Test
    void leavesNoDirectoryWhenItCannotBeCompleted(@TempDir Path parent) throws Exception {
        Path directory = Files.createDirectory(parent.resolve("root"));
        Files.createFile(directory.resolve("tmp"));

        assertThatThrownBy(() -> TaskRoot.in(directory)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(directory).doesNotExist();
    }
}
