package dev.zips3.local.cli;

import dev.zips3.local.Lab;
import dev.zips3.local.LabOptions;
import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.assembly.NotificationRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code lab} and {@code lab up}: starts a lab and logs what it does until the process is told to end. */
final class Up {

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

    int run() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        LabOptions labOptions = options.labOptions(new InvocationLog(out)).withPort(port());
        try (Shutdown shutdown = new Shutdown()) {
            out.println("Synthesizing the stack ...");
            out.flush();
            Lab lab = shutdown.closes(
                    Lab.start(options.assembly(), data.map(labOptions::withData).orElse(labOptions)));
            out.print(welcome(lab));
            out.flush();
            shutdown.await();
            return 0;
        }
    }

    private int port() {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port is " + port + "; allowed: 0 to 65535");
        }
        return port;
    }

    private String welcome(Lab lab) {
        DeployedFunction function = lab.deployment().function();
        return """
                The lab is up; Ctrl-C ends it.

                  endpoint  %s
                  bucket    %s
                  trigger   %s
                  function  %s, %d MiB, %s
                  retries   %s
                  objects   %s

                The function runs under AWS's own Lambda runtime interface client.

                For another terminal:

                  export AWS_ENDPOINT_URL_S3=%s
                  export AWS_ACCESS_KEY_ID=%s
                  export AWS_SECRET_ACCESS_KEY=%s
                  export AWS_REGION=%s
                  %s

                """.formatted(
                        lab.endpoint(),
                        lab.bucket(),
                        trigger(lab),
                        function.handler(),
                        function.memoryMiB(),
                        seconds(function.timeout()),
                        retries(lab.retryDelays()),
                        data.map(directory -> "in " + directory).orElse("gone when the lab ends"),
                        lab.endpoint(),
                        lab.accessKeyId(),
                        lab.secretAccessKey(),
                        lab.region(),
                        lab.deployment().outputs().getOrDefault("UploadCommand", ""));
    }

    private static String trigger(Lab lab) {
        return lab.deployment().bucket().notifications().stream()
                .map(NotificationRule::filter)
                .collect(Collectors.joining("; "));
    }

    private static String retries(List<Duration> delays) {
        if (delays.isEmpty()) {
            return "none";
        }
        String waits = delays.stream().map(Up::seconds).collect(Collectors.joining(" and "));
        return "%d, after %s (on Lambda a minute for each second)".formatted(delays.size(), waits);
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
