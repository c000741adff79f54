package dev.zips3.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The same events to every peer, the peers in turn, so that a slow minute of the machine is everybody's. */
final class Comparison {

    private final Workload workload;
    private final List<Peer> peers;
    private final int runs;

    /** @param peers the first is what the others are compared with */
    Comparison(Workload workload, List<Peer> peers, int runs) {
        this.workload = workload;
        this.peers = peers;
        this.runs = runs;
    }

    /** From the start of the process to the answer to its first event. */
    List<Samples> cold(byte[] event) throws IOException, InterruptedException {
        List<Samples> all = samples();
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < peers.size(); i++) {
                workload.deleteZips();
                try (PeerProcess process = new PeerProcess(peers.get(i))) {
                    process.invoke(event);
                    Duration wall = process.sinceStart();
                    Usage usage = process.usage();
                    all.get(i).add(wall, usage.cpu(), usage.peakKiB(), 1);
                }
            }
        }
        return all;
    }

    /**
     * Each event once a run in processes that stay; per event.
     *
     * @param warmUps runs before those that count
     */
    List<Samples> warm(List<byte[]> events, int warmUps) throws IOException, InterruptedException {
        List<Samples> all = samples();
        List<PeerProcess> processes = new ArrayList<>();
        try {
            for (Peer peer : peers) {
                processes.add(new PeerProcess(peer));
            }
            for (int run = -warmUps; run < runs; run++) {
                for (int i = 0; i < peers.size(); i++) {
                    workload.deleteZips();
                    measure(processes.get(i), events, run < 0 ? new Samples("warm-up") : all.get(i));
                }
            }
            return all;
        } finally {
            processes.forEach(PeerProcess::close);
        }
    }

    private static void measure(PeerProcess process, List<byte[]> events, Samples samples)
            throws IOException, InterruptedException {
        process.await();
        Duration cpu = process.usage().cpu();
        Duration start = process.sinceStart();
        for (byte[] event : events) {
            process.invoke(event);
        }
        Duration wall = process.sinceStart().minus(start);
        Usage usage = process.usage();
        samples.add(wall, usage.cpu().minus(cpu), usage.peakKiB(), events.size());
    }

    private List<Samples> samples() {
        return new ArrayList<>(
                peers.stream().map(peer -> new Samples(peer.name())).toList());
    }
}
