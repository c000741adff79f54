package dev.zips3.benchmarks;

import dev.zips3.local.Invocation;
import dev.zips3.local.Lab;
import dev.zips3.local.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Compares the deployed function to a Python function, each in a lab of its own. The same images go to all of them in
 * turn, so that a slow minute of the machine is slow for everyone. The figures are those of the process that runs the
 * function. S3 runs in this process and does not count.
 */
@Command(
        name = "function",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares the deployed function with other programs that speak Lambda's runtime API.")
final class FunctionRace implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private enum Scenario {
        COLD,
        WARM
    }

    @Parameters(index = "0", description = "cold: process start to first answer, of the first image. warm: per image.")
    private Scenario scenario;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "PNG files, or directories.")
    private List<Path> images;

    @Option(
            names = "--assembly",
            paramLabel = "DIR",
            defaultValue = "cdk.out",
            description = "The synthesized stack. Default: ${DEFAULT-VALUE}.")
    private Path assembly;

    @Option(names = "--runs", defaultValue = "7", description = "The median of them counts. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--warm-ups",
            defaultValue = "20",
            description = "Runs that do not count. Default: ${DEFAULT-VALUE}. After fewer runs most of the CPU time is"
                    + " the JIT compiler's.")
    private int warmUps;

    @Option(names = "--at-least", defaultValue = "0", description = "Bytes; leaves out smaller images.")
    private long atLeast;

    @Option(names = "--at-most", defaultValue = "9223372036854775807", description = "Bytes; leaves out larger images.")
    private long atMost;

    @Option(
            names = "--jvm",
            paramLabel = "NAME=OPTIONS",
            description = "The function under JVM options, separated by spaces. Default: function.jar under none.")
    private Map<String, String> jvms = Map.of("function.jar", "");

    @Option(
            names = "--program",
            paramLabel = "NAME=COMMAND",
            description =
                    "Another program, its words separated by spaces, its paths absolute; ratios refer to the first"
                            + " one. Default: Python=python3 and benchmarks/python/function.py.")
    private Map<String, String> programs = Map.of(
            "Python",
            "python3 " + Path.of("benchmarks", "python", "function.py").toAbsolutePath());

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the figures there, for plot.py.")
    private Optional<Path> csv;

    private FunctionRace() {}

    @Override
    public Integer call() throws IOException, InterruptedException, TimeoutException {
        List<Path> files = files();
        System.out.printf("JDK %s, %d images%n%n", Runtime.version(), files.size());
        List<Samples> samples = scenario == Scenario.COLD ? cold(files.get(0)) : warm(files);
        System.out.print(Samples.markdown(samples));
        if (csv.isPresent()) {
            Samples.table(samples).write(csv.get());
        }
        return 0;
    }

    /** By name, in the order in which they take turns. */
    private Map<String, LabOptions> functions() {
        Map<String, LabOptions> functions = new LinkedHashMap<>();
        programs.forEach((name, command) -> functions.put(name, options().withFunctionCommand(words(command))));
        jvms.forEach((name, options) -> functions.put(name, options().withJvmOptions(words(options))));
        return functions;
    }

    private static LabOptions options() {
        return LabOptions.defaults().withConcurrency(1);
    }

    /** The first run is not counted: in it this process is cold, too. */
    private List<Samples> cold(Path image) throws IOException, InterruptedException, TimeoutException {
        Map<String, Samples> samples = new LinkedHashMap<>();
        for (int run = -1; run < runs; run++) {
            for (Map.Entry<String, LabOptions> function : functions().entrySet()) {
                try (Lab lab = Lab.start(assembly, function.getValue())) {
                    Invocation first = invoke(lab, function.getKey(), image, "cold.png");
                    Instant answered = Instant.now();
                    Instant started = ProcessHandle.of(first.processId())
                            .flatMap(process -> process.info().startInstant())
                            .orElseThrow();
                    ProcessUsage usage = ProcessUsage.of(first.processId());
                    if (run >= 0) {
                        samples.computeIfAbsent(function.getKey(), Samples::new)
                                .add(Duration.between(started, answered), usage.cpu(), usage.peakKiB(), 1);
                    }
                }
            }
        }
        return List.copyOf(samples.values());
    }

    private List<Samples> warm(List<Path> files) throws IOException, InterruptedException, TimeoutException {
        List<Contestant> contestants = new ArrayList<>();
        try {
            for (Map.Entry<String, LabOptions> function : functions().entrySet()) {
                contestants.add(new Contestant(function.getKey(), Lab.start(assembly, function.getValue())));
            }
            for (int run = -warmUps; run < runs; run++) {
                for (Contestant contestant : contestants) {
                    contestant.zip(files, run >= 0 ? contestant.samples : new Samples("warm-up"));
                }
            }
            return contestants.stream().map(contestant -> contestant.samples).toList();
        } finally {
            contestants.forEach(contestant -> contestant.lab.close());
        }
    }

    /** One function, in one lab for all runs. */
    private static final class Contestant {
        private final String name;
        private final Lab lab;
        private final Samples samples;
        private Duration cpuBefore = Duration.ZERO;

        Contestant(String name, Lab lab) {
            this.name = name;
            this.lab = lab;
            this.samples = new Samples(name);
        }

        void zip(List<Path> files, Samples run) throws IOException, InterruptedException, TimeoutException {
            deleteZips(lab);
            Duration wall = Duration.ZERO;
            ProcessUsage usage = new ProcessUsage(Duration.ZERO, 0);
            for (int i = 0; i < files.size(); i++) {
                Invocation invocation = invoke(lab, name, files.get(i), i + ".png");
                wall = wall.plus(invocation.duration());
                usage = ProcessUsage.of(invocation.processId());
            }
            run.add(wall, usage.cpu().minus(cpuBefore), usage.peakKiB(), files.size());
            cpuBefore = usage.cpu();
        }
    }

    private static Invocation invoke(Lab lab, String name, Path file, String key)
            throws InterruptedException, TimeoutException {
        Invocation invocation = lab.put("images/" + key, file).await(LIMIT);
        if (!invocation.succeeded()) {
            throw new IllegalStateException(name + " failed at " + file + ": " + invocation.response());
        }
        return invocation;
    }

    /** Each run starts without ZIPs in the bucket, as the first one did. */
    private static void deleteZips(Lab lab) {
        try (S3Client s3 = lab.client()) {
            s3.listObjectsV2Paginator(r -> r.bucket(lab.bucket()).prefix("zip/")).contents().stream()
                    .map(S3Object::key)
                    .forEach(key -> s3.deleteObject(r -> r.bucket(lab.bucket()).key(key)));
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path image : images) {
            try (Stream<Path> found = Files.walk(image)) {
                for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                    long size = Files.size(file);
                    if (size >= atLeast && size <= atMost && file.toString().endsWith(".png")) {
                        files.add(file);
                    }
                }
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no PNG of " + atLeast + " to " + atMost + " bytes in " + images);
        }
        return files;
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }
}
