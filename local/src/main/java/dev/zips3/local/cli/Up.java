package dev.zips3.local.cli;

import dev.zips3.local.Lab;
import dev.zips3.local.LabOptions;
import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.assembly.NotificationRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code lab} and {@code lab up}: starts a lab and logs what it does until the process is told to end. */
final class Up {

    private static final int DEFAULT_PORT = 9090;

    @Mixin
    private CommonOptions options;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the S3 endpoint; 0 for any that is free. Default: " + DEFAULT_PORT + ".")
    private Optional<Integer> port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps the objects there between runs. Without it they are gone when the lab ends.")
    private Optional<Path> data;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    CommonOptions commonOptions() {
        return options;
    }

    Optional<Integer> port() {
        return port;
    }

    /** Adds the options before the command; those behind it override them. */
    void addBefore(Up before) {
        options.addBefore(before.options);
        port = port.or(() -> before.port);
        data = data.or(() -> before.data);
    }

    int run() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        LabOptions labOptions =
                options.labOptions(new InvocationLog(new Terminal(out))).withPort(validPort());
        try (Shutdown shutdown = new Shutdown()) {
            out.println("Synthesizing the stack ...");
            out.flush();
            Path assembly = options.assembly(new Terminal(command.commandLine().getErr()));
            Lab lab = shutdown.closes(
                    Lab.start(assembly, data.map(labOptions::withData).orElse(labOptions)));
            shutdown.closes(
                    new RunningLabs(CommonOptions.root()).add(lab.endpoint().getPort(), environment(lab)));
            out.print(welcome(lab));
            out.flush();
            shutdown.await();
            return 0;
        }
    }

    private int validPort() {
        int number = port.orElse(DEFAULT_PORT);
        if (number < 0 || number > 65_535) {
            throw new UsageException("--port is " + number + "; allowed: 0 to 65535");
        }
        return number;
    }

    /** The environment of the lab's clients. */
    private static Map<String, String> environment(Lab lab) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL_S3", lab.endpoint().toString());
        variables.put("AWS_ACCESS_KEY_ID", lab.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", lab.secretAccessKey());
        variables.put("AWS_REGION", lab.region());
        return variables;
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

                  eval "$(./lab env)"
                  %s

                """.formatted(
                lab.endpoint(),
                lab.bucket(),
                trigger(lab),
                function.handler(),
                function.memoryMiB(),
                seconds(function.timeout()),
                retries(lab.retryDelays()),
                data.map(directory -> Terminal.escape("in " + directory)).orElse("gone when the lab ends"),
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
