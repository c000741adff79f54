package dev.zips3.local;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The function with an archive of its classes, recorded as the lab records it: in a first run. */
final class ArchivedPeer {

    private static final long MILLIS_BETWEEN_LOOKS = 1_000;

    private ArchivedPeer() {}

    /** Waits until the archive of the first run is there. */
    static Peer recorded(Path archives, DeployedFunction function, Map<String, String> s3, byte[] event)
            throws InterruptedException {
        RuntimeSettings settings = new RuntimeSettings(
                RuntimeSettings.ofThisMachine(s3).client(), s3, List.of(), 1, Optional.of(archives));
        try (FunctionRuntime runtime = new FunctionRuntime(function, settings, Clock.systemUTC(), line -> {})) {
            runtime.invoke(event);
        }
        while (Startup.of(function, settings).options().isEmpty()) {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
        return Peer.ofJar("function.jar, archive", function, settings);
    }
}
