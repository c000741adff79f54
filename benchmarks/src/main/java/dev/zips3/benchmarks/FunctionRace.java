package dev.zips3.local;

import dev.zips3.infra.LabApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The function beside others: the same events, the same S3, figures of the process that answers. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares the deployed function with other functions that speak Lambda's runtime API.")
final class Peers implements Callable<Integer> {

    private enum Scenario {
        COLD,
        WARM
    }

    @Parameters(index = "0", description = "cold: start to first answer, of the first image. warm: per image.")
    private Scenario scenario;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "PNG files, or directories.")
    private List<Path> images;

    @Option(names = "--runs", defaultValue = "7", description = "Of which the median is told. Default: 7.")
    private int runs;

    @Option(
            names = "--warm-ups",
            defaultValue = "20",
            description =
                    "Runs that do not count. Default: 20, for the CPU time is the whole process's: after fewer runs"
                            + " most of it is the compiler's threads', and not the function's.")
    private int warmUps;

    @Option(names = "--at-least", defaultValue = "0", description = "Bytes; leaves out smaller images.")
    private long atLeast;

    @Option(names = "--at-most", defaultValue = "9223372036854775807", description = "Bytes; leaves out larger images.")
    private long atMost;

    @Option(
            names = "--jar",
            paramLabel = "NAME=OPTIONS",
            description = "The function under further JVM options, separated by spaces. Default: under none.")
    private Map<String, String> jars = new LinkedHashMap<>();

    @Option(names = "--archive", description = "The function with the archive that the lab keeps, as one more peer.")
    private boolean archive;

    @Option(names = "--peer", paramLabel = "NAME=COMMAND", description = "Another function; words by spaces.")
    private Map<String, String> commands = new LinkedHashMap<>();

    @Option(names = "--no-python", description = "Leaves out the Python function.")
    private boolean noPython;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the table there, too, for a plot.")
    private Path csv;

    private Peers() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Peers())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("zips3.root", ""));
        try (TemporaryDirectory temporary = TemporaryDirectory.create()) {
            Deployment deployment = Deployment.from(new CloudAssembly(
                    LabApp.synth(root, Map.of(), temporary.path().resolve("cdk.out"))));
            try (Workload workload =
                    new Workload(deployment.bucket(), temporary.path().resolve("objects"))) {
                List<Peer> peers = peers(root, deployment.function(), workload.environment());
                List<Path> files = files();
                List<byte[]> events = workload.upload(scenario == Scenario.COLD ? files.subList(0, 1) : files);
                if (archive) {
                    Path archives = root.resolve(Path.of("bench", "target", "archives"));
                    for (Map.Entry<String, String> variant : variants().entrySet()) {
                        peers.add(ArchivedPeer.recorded(
                                variant.getKey() + ", archive",
                                deployment.function(),
                                settings(workload.environment(), words(variant.getValue()), Optional.of(archives)),
                                events.get(0)));
                    }
                }
                Comparison comparison = new Comparison(workload, peers, runs);
                System.out.printf("JDK %s, %d images%n%n", Runtime.version(), events.size());
                List<Samples> samples =
                        scenario == Scenario.COLD ? comparison.cold(events.get(0)) : comparison.warm(events, warmUps);
                System.out.print(Samples.table(samples));
                if (csv != null) {
                    Samples.figures(samples).write(csv);
                }
            }
        }
        return 0;
    }

    private List<Peer> peers(Path root, DeployedFunction function, Map<String, String> s3) throws InterruptedException {
        List<Peer> peers = new ArrayList<>();
        if (!noPython) {
            if (PythonPeer.isRunnable()) {
                peers.add(PythonPeer.in(root, function, s3));
            } else {
                System.out.println("Without the Python function: there is no python3 with boto3 on the PATH.");
            }
        }
        commands.forEach((name, command) -> peers.add(Peer.ofCommand(name, words(command), function, s3)));
        variants()
                .forEach((name, options) ->
                        peers.add(Peer.ofJar(name, function, settings(s3, words(options), Optional.empty()))));
        return peers;
    }

    private Map<String, String> variants() {
        return jars.isEmpty() ? Map.of("function.jar", "") : jars;
    }

    private static RuntimeSettings settings(Map<String, String> s3, List<String> options, Optional<Path> archives) {
        return new RuntimeSettings(RuntimeSettings.ofThisMachine(s3).client(), s3, options, 1, archives);
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
            throw new IllegalArgumentException("no PNG of such a size in " + images);
        }
        return files;
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }
}
