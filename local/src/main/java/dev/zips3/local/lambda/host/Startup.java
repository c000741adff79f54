package dev.zips3.local.lambda.host;

import dev.zips3.local.assembly.DeployedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How one JVM of the function starts as to archives.
 *
 * @param code what is to stand on the class path
 * @param options of the JVM
 * @param recording where the JVM works when it is to leave an archive at its end; its task root is deleted before that
 */
record Startup(Path code, List<String> options, Optional<Path> recording) {

    /** With an archive if there is one, to leave one if nobody else does; plain where archives are not kept. */
    static Startup of(DeployedFunction function, RuntimeSettings settings) {
        Startup plain = new Startup(function.code(), List.of(), Optional.empty());
        if (settings.archives().isEmpty()) {
            return plain;
        }
        try {
            StartupArchive archive = StartupArchive.of(
                    settings.archives().get(), function.code(), settings.client(), settings.jvmArguments());
            if (archive.isThere()) {
                return new Startup(archive.code(), archive.using(), Optional.empty());
            }
            return archive.claims()
                    ? new Startup(archive.code(), archive.recordingOptions(), Optional.of(archive.directory()))
                    : plain;
        } catch (IOException e) {
            // No space, no right to write: the function starts as it would without.
            return plain;
        }
    }
}
