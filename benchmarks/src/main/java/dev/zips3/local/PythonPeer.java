package dev.zips3.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The function that people write for this lab, where this machine can run it. */
final class PythonPeer {

    private static final String INTERPRETER = "python3";

    private PythonPeer() {}

    static boolean isRunnable() throws InterruptedException {
        try {
            return new ProcessBuilder(INTERPRETER, "-c", "import boto3")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static Peer in(Path root, DeployedFunction function, Map<String, String> s3) {
        String program = root.resolve(Path.of("bench", "python", "peer.py"))
                .toAbsolutePath()
                .toString();
        return Peer.ofCommand("Python", List.of(INTERPRETER, program), function, s3);
    }
}
