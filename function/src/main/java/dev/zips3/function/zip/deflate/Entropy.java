package dev.zips3.function.zip.deflate;

/** Shannon's bound on what coding symbol by symbol can reach. */
final class Entropy {

    private static final double LOG_2 = Math.log(2);
    /** Most symbols are rarer in a block than this; a logarithm costs more than all else here. */
    private static final double[] LOG = new double[1024];

    static {
        for (int i = 1; i < LOG.length; i++) {
            LOG[i] = Math.log(i);
        }
    }

    private Entropy() {}

    /** In all, for symbols of these frequencies. */
    static double bits(int[] frequencies) {
        int total = 0;
        double weighted = 0;
        for (int frequency : frequencies) {
            total += frequency;
            weighted += frequency * log(frequency);
        }
        return (total * log(total) - weighted) / LOG_2;
    }

    private static double log(int value) {
        return value < LOG.length ? LOG[value] : Math.log(value);
    }
}
