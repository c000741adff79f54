package dev.zips3.local;

import java.time.Clock;

/** The function with an archive of its classes, recorded as the lab records it: in a first run. */
final class ArchivedPeer {

    private static final long MILLIS_BETWEEN_LOOKS = 1_000;

    private ArchivedPeer() {}

    /** Waits until the archive of the first run is there. */
    static Peer recorded(String name, DeployedFunction function, RuntimeSettings settings, byte[] event)
            throws InterruptedException {
        try (FunctionRuntime runtime = new FunctionRuntime(function, settings, Clock.systemUTC(), line -> {})) {
            runtime.invoke(event);
        }
        while (Startup.of(function, settings).options().isEmpty()) {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
        return Peer.ofJar(name, function, settings);
    }
}
