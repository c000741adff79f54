package dev.zips3.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The encoder with CRC-32 against Python's zipfile over a corpus: image by image in turn, so that both meet the same
 * machine, CPU time only, the median of the rounds for each image.
 *
 * <pre>
 * CorpusRace DIRECTORY [ROUNDS]
 * </pre>
 */
final class CorpusRace {

    private static final long MEGABYTE = 1_000_000;
    private static final long SMALLEST_COMPARED = 64 * 1024;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Corpus corpus;
    private final int rounds;
    private final PrintStream out;

    private CorpusRace(Corpus corpus, int rounds, PrintStream out) {
        this.corpus = corpus;
        this.rounds = rounds;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        new CorpusRace(new Corpus(Path.of(arguments[0])), rounds, System.out).run();
    }

    private void run() throws IOException {
        List<Path> images = corpus.images();
        for (Path image : images) {
            Encoding.checked(Corpus.read(image));
        }
        out.printf("%d images come back from the inflater, each within its bound%n", images.size());
        Map<String, Tally> tallies = new LinkedHashMap<>();
        List<Finish> large = new ArrayList<>();
        try (Baseline baseline = new Baseline()) {
            for (Path image : images) {
                add(image, race(image, baseline), tallies, large);
            }
        }
        out.println(Tally.header());
        tallies.forEach((name, tally) -> out.println(tally.line(name)));
        large.stream()
                .max(Comparator.comparingDouble(Finish::excess))
                .ifPresent(worst -> out.printf(
                        Locale.ROOT, "over 64 KiB, at most %+.2f%% larger: %s%n", 100 * worst.excess(), worst.image()));
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

    private void add(Path image, Lap lap, Map<String, Tally> tallies, List<Finish> large) {
        String imageClass = corpus.classOf(image);
        tally(tallies, "all").add(lap);
        tally(tallies, imageClass).add(lap);
        if (lap.length() >= MEGABYTE) {
            tally(tallies, "all >= 1 MB").add(lap);
            tally(tallies, imageClass + " >= 1 MB").add(lap);
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
