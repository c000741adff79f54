package dev.zips3.local.cli;

import dev.zips3.local.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code lab zip}: runs images through a lab that ends with the command. */
@Command(
        name = "zip",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Uploads images to a lab of their own, waits for their ZIPs and saves them.")
final class Zip implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The images.")
    private List<Path> files;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "zip",
            description = "Where the ZIPs go; made if absent. Default: ${DEFAULT-VALUE}.")
    private Path directory;

    @Option(names = "--force", description = "Overwrites ZIPs that are there already.")
    private boolean force;

    @Mixin
    private CommonOptions options;

    @ParentCommand
    private LabCommand lab;

    @Spec
    private CommandSpec command;

    private Zip() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Image> images = Image.of(files);
        Downloads downloads = new Downloads(directory, force);
        images.forEach(downloads::requireFree);
        options.addBefore(lab.commonOptions());
        Run run = zip(images, downloads);
        report(run);
        return run.failed().isEmpty() ? 0 : 1;
    }

    /** @param lines what the function wrote in its failed attempts */
    private record Run(List<ZipResult> results, List<String> lines) {

        List<ZipResult> failed() {
            return results.stream().filter(result -> !result.isZipped()).toList();
        }
    }

    private Run zip(List<Image> images, Downloads downloads) throws IOException, InterruptedException {
        Terminal err = new Terminal(command.commandLine().getErr());
        long bytes = images.stream().mapToLong(Image::size).sum();
        try (Shutdown shutdown = new Shutdown();
                Progress progress = Progress.of(2 * bytes, err)) {
            progress.step("synthesizing the stack");
            Path assembly = options.assembly(err);
            progress.step("starting the lab");
            ZipListener listener = new ZipListener(progress);
            Lab running = shutdown.closes(Lab.start(assembly, options.labOptions(listener)));
            try (S3Client s3 = running.client()) {
                List<ZipResult> results = new ZipRun(running, s3, downloads, progress).zip(images);
                return new Run(results, listener.linesOfFailures());
            }
        }
    }

    private void report(Run run) {
        Terminal out = new Terminal(command.commandLine().getOut());
        ZipResult.table(run.results()).forEach(out::line);
        run.failed().forEach(result -> out.line(result.image().name() + ": " + result.reason()));
        if (!run.lines().isEmpty()) {
            out.line("The function wrote:");
            run.lines().forEach(line -> out.line("  " + line));
        }
        int all = run.results().size();
        out.line("%d of %d images zipped to %s".formatted(all - run.failed().size(), all, directory));
    }
}
