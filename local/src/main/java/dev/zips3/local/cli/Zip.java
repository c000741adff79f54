package dev.zips3.local.cli;

import dev.zips3.local.Lab;
import dev.zips3.local.assembly.Deployment;
import dev.zips3.local.s3.store.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code lab zip}. */
@Command(
        name = "zip",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Uploads images to a lab of their own, waits for their ZIPs and saves them.")
final class Zip implements Callable<Integer> {

    /** A PUT holds 5 GiB at most; smaller parts show earlier that something is wrong. */
    private static final long PART_SIZE = 1L << 30;

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

    @Spec
    private CommandSpec command;

    private Zip() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Image> images = Image.of(files);
        Downloads downloads = new Downloads(directory, force);
        images.forEach(downloads::refuseIfTaken);
        Run run = zip(images, downloads);
        report(run);
        return run.failed().isEmpty() ? 0 : 1;
    }

    /** @param lines what the function wrote where it failed */
    private record Run(List<ZipResult> results, List<String> lines) {

        List<ZipResult> failed() {
            return results.stream().filter(result -> !result.isZipped()).toList();
        }
    }

    private Run zip(List<Image> images, Downloads downloads) throws IOException, InterruptedException {
        PrintWriter err = command.commandLine().getErr();
        long bytes = images.stream().mapToLong(Image::size).sum();
        try (Shutdown shutdown = new Shutdown();
                Progress progress = Progress.of(2 * bytes, err)) {
            progress.step("synthesizing the stack");
            TemporaryDirectory temporary = shutdown.closes(TemporaryDirectory.create());
            Deployment deployment = options.deployment(temporary.path());
            progress.step("starting the lab");
            ZipObserver observer = new ZipObserver(progress);
            Lab lab = shutdown.closes(new Lab(
                    deployment,
                    new DataDirectory(temporary.path().resolve("objects")),
                    0,
                    options.runtime(),
                    observer));
            try (S3Client s3 = lab.client()) {
                ZipRun run = new ZipRun(deployment.bucket(), lab, s3, PART_SIZE, downloads, progress);
                return new Run(run.zip(images), observer.linesOfFailures());
            }
        }
    }

    private void report(Run run) {
        PrintWriter out = command.commandLine().getOut();
        out.print(new ResultTable(run.results()));
        run.failed().forEach(result -> out.println(result.image().name() + ": " + result.reason()));
        if (!run.lines().isEmpty()) {
            out.println("The function wrote:");
            run.lines().forEach(line -> out.println("  " + line));
        }
        int all = run.results().size();
        out.printf("%d of %d images zipped to %s%n", all - run.failed().size(), all, directory);
        out.flush();
    }
}
