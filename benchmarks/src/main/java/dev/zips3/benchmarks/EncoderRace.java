package dev.zips3.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The encoder with CRC-32 against Python's zipfile over a corpus: image by image in turn, so that both meet the same
 * machine, CPU time only, the median of the rounds for each image.
 */
@Command(
        name = "corpus-race",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares the encoder with Python's zipfile, by class of image.")
final class CorpusRace implements Callable<Integer> {

    private static final long MEGABYTE = 1_000_000;
    private static final long SMALLEST_COMPARED = 64 * 1024;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Parameters(paramLabel = "DIRECTORY", description = "PNG files, in a folder for each class.")
    private Path directory;

    @Option(names = "--rounds", defaultValue = "5", description = "Of which the median counts. Default: 5.")
    private int rounds;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the table there, too, for a plot.")
    private Path csv;

    private CorpusRace() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CorpusRace()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Corpus corpus = new Corpus(directory);
        List<Path> images = corpus.images();
        for (Path image : images) {
            Encoding.checked(Corpus.read(image));
        }
        System.out.printf("%d images come back from the inflater, each within its bound%n", images.size());
        Map<String, Tally> tallies = new LinkedHashMap<>();
        List<Finish> large = new ArrayList<>();
        try (Baseline baseline = new Baseline()) {
            for (Path image : images) {
                add(corpus.classOf(image), image, race(image, baseline), tallies, large);
            }
        }
        System.out.println(Tally.header());
        tallies.forEach((name, tally) -> System.out.println(tally.line(name)));
        large.stream()
                .max(Comparator.comparingDouble(Finish::excess))
                .ifPresent(worst -> System.out.printf(
                        Locale.ROOT, "over 64 KiB, at most %+.2f%% larger: %s%n", 100 * worst.excess(), worst.image()));
        if (csv != null) {
            List<Figures.Row> rows = new ArrayList<>();
            tallies.forEach((name, tally) -> rows.add(tally.row(name)));
            new Figures(Tally.columns(), rows).write(csv);
        }
        return 0;
    }

    private Lap race(Path image, Baseline baseline) throws IOException {
        byte[] content = Corpus.read(image);
        List<Long> python = new ArrayList<>();
        List<Long> encoder = new ArrayList<>();
        long pythonSize = 0;
        long size = 0;
        for (int round = 0; round < rounds; round++) {
            Baseline.Result result = baseline.zip(image);
            python.add(result.nanos());
            pythonSize = result.size();
            long start = THREADS.getCurrentThreadCpuTime();
            size = encode(content);
            encoder.add(THREADS.getCurrentThreadCpuTime() - start);
        }
        return new Lap(content.length, pythonSize, size, median(python), median(encoder));
    }

    private static long encode(byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        CountingSink sink = new CountingSink();
        Encoding.encode(content, sink);
        return sink.count();
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void add(String imageClass, Path image, Lap lap, Map<String, Tally> tallies, List<Finish> large) {
        tally(tallies, "all").add(lap);
        tally(tallies, imageClass).add(lap);
        if (lap.length() >= MEGABYTE) {
            tally(tallies, "all" + Tally.LARGE).add(lap);
            tally(tallies, imageClass + Tally.LARGE).add(lap);
        }
        if (lap.length() > SMALLEST_COMPARED) {
            large.add(new Finish(image, lap));
        }
    }

    private static Tally tally(Map<String, Tally> tallies, String name) {
        return tallies.computeIfAbsent(name, unseen -> new Tally());
    }

    private record Finish(Path image, Lap lap) {
        double excess() {
            return lap.excess();
        }
    }
}
