package dev.zips3.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Brings the lab up and logs each invocation until Ctrl-C.")
final class Up implements Callable<Integer> {

    @Mixin
    private UpOptions options;

    private Up() {}

    @Override
    public Integer call() throws Exception {
        return options.stayUp();
    }
}
