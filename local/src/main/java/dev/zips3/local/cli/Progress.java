package dev.zips3.local.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows that work goes on: a bar on a terminal, a line for each step elsewhere. */
interface Progress extends AutoCloseable {

    /**
     * The script ./lab sets this property: since Java 22 {@code System.console()} does not tell a terminal from a file.
     */
    String TERMINAL = "zips3.terminal";

    /**
     * Progress on standard error.
     *
     * @param bytes the total work
     */
    static Progress of(long bytes, Terminal err) {
        return Boolean.getBoolean(TERMINAL) ? new Bar(bytes) : new Lines(err);
    }

    void step(String what);

    /**
     * Moves the bar.
     *
     * @param bytes of work since the last call
     */
    void advance(long bytes);

    /** Shows a line that stays. */
    void note(String line);

    @Override
    void close();

    /** A bar, removed from the terminal when it is closed. */
    final class Bar implements Progress {
        private static final long KIB = 1 << 10;
        private static final long MIB = 1 << 20;
        private final ProgressBar bar;

        Bar(long bytes) {
            bar = new ProgressBarBuilder()
                    .setTaskName("lab")
                    .setInitialMax(bytes)
                    .setUnit(bytes < 10 * MIB ? " KiB" : " MiB", bytes < 10 * MIB ? KIB : MIB)
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .build();
        }

        @Override
        public void step(String what) {
            bar.setExtraMessage(Terminal.escape(what));
        }

        @Override
        public void advance(long bytes) {
            bar.stepBy(bytes);
        }

        @Override
        public void note(String line) {
            // Over the bar, which is drawn again below.
            System.err.print("\r\u001b[K" + Terminal.escape(line) + "\n");
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Lines for a log. */
    final class Lines implements Progress {
        private final Terminal out;

        Lines(Terminal out) {
            this.out = out;
        }

        @Override
        public void step(String what) {
            out.line(what);
        }

        @Override
        public void advance(long bytes) {}

        @Override
        public void note(String line) {
            step(line);
        }

        @Override
        public void close() {}
    }
}
