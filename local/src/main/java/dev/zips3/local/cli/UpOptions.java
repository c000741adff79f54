package dev.zips3.local.cli;

import dev.zips3.local.Lab;
import dev.zips3.local.assembly.Deployment;
import dev.zips3.local.s3.store.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A lab that stays up, and the options for it. */
final class UpOptions {

    @Mixin
    private CommonOptions options;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9090",
            description = "Port of the S3 endpoint; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps the objects there between runs. Without it they are gone when the lab ends.")
    private Optional<Path> data;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /** Returns when the process is told to end. */
    int stayUp() throws IOException {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port is " + port + "; allowed: 0 to 65535");
        }
        PrintWriter out = command.commandLine().getOut();
        try (Shutdown shutdown = new Shutdown()) {
            TemporaryDirectory temporary = shutdown.closes(TemporaryDirectory.create());
            out.println("Synthesizing the stack ...");
            out.flush();
            Deployment deployment = options.deployment(temporary.path());
            Path objects = data.orElseGet(() -> temporary.path().resolve("objects"));
            Lab lab = shutdown.closes(new Lab(
                    deployment, new DataDirectory(objects), port, options.runtime(), new InvocationLog(out)));
            out.print(new Welcome(deployment, lab.endpoint(), options.client(), data));
            out.flush();
            shutdown.await();
            return 0;
        }
    }
}
