package dev.zips3.function;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.util.Locale;

/**
 * What a rehearsal costs, and the next ones: the CPU time of this process, in which both ends of the connection are.
 *
 * <pre>
 * RehearsalCost [TIMES]
 * </pre>
 */
final class RehearsalCost {

    private static final int TIMES = 6;
    private static final double NANOS_PER_MILLI = 1e6;

    private RehearsalCost() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : TIMES;
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        for (int i = 1; i <= times; i++) {
            long start = process.getProcessCpuTime();
            new Rehearsal().perform();
            System.out.printf(Locale.ROOT, "%d: %.0f ms%n", i, (process.getProcessCpuTime() - start) / NANOS_PER_MILLI);
        }
    }
}
