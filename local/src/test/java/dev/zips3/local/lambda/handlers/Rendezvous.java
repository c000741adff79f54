package dev.zips3.local.lambda.handlers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Returns once a given number of invocations run at the same time. */
public final class Rendezvous {

    /** Waits for the others until the function's timeout. */
    public String meet(Map<String, String> event) throws IOException, InterruptedException {
        Path directory = Path.of(event.get("directory"));
        int expected = Integer.parseInt(event.get("expected"));
        String pid = Long.toString(ProcessHandle.current().pid());
        Files.createFile(directory.resolve(pid));
        while (true) {
            try (Stream<Path> present = Files.list(directory)) {
                if (present.count() >= expected) {
                    return pid;
                }
            }
            Thread.sleep(10);
        }
    }
}
