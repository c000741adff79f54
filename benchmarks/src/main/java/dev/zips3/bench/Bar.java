package dev.zips3.bench;

/**
 * One ratio of a chart.
 *
 * @param series the bars of one colour
 * @param group the bars that stand together
 * @param label beside the bar
 */
record Bar(String series, String group, double ratio, String label) {

    Bar {
        if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the ratio of " + series + " of " + group + " is " + ratio + ", allowed: above 0");
        }
    }
}
