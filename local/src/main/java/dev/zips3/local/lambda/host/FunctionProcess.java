package dev.zips3.local.lambda.host;

import dev.zips3.local.assembly.DeployedFunction;
import dev.zips3.local.lambda.child.HttpRuntimeClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of one execution environment's process, as Lambda starts it. */
final class FunctionProcess {

    private static final int KIB_PER_MIB = 1024;
    private static final int MAX_METASPACE_KIB = 160 * KIB_PER_MIB;
    private static final int MIN_INITIAL_HEAP_KIB = 8 * KIB_PER_MIB;
    private static final int MAX_CODE_CACHE_KIB = 80 * KIB_PER_MIB;

    private final DeployedFunction function;
    private final RuntimeSettings settings;

    FunctionProcess(DeployedFunction function, RuntimeSettings settings) {
        this.function = function;
        this.settings = settings;
    }

    /**
     * Starts the process and does not wait for it.
     *
     * @param environment all variables of the process
     * @throws IOException if the process cannot be started
     */
    Process start(TaskRoot root, Map<String, String> environment) throws IOException {
        List<String> command = settings.functionCommand().isEmpty() ? jvmCommand(root) : settings.functionCommand();
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(root.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        // The function must not see the user's variables, above all the AWS profile and credentials.
        process.environment().clear();
        process.environment().putAll(environment);
        return process.start();
    }

    private List<String> jvmCommand(TaskRoot root) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx%dk".formatted(heapKiB(function.memoryMiB())));
        command.add("-Xms%dk".formatted(initialHeapKiB(function.memoryMiB())));
        // As Lambda's Java runtimes. Both JIT compilers stay on, as under SnapStart.
        command.add("-XX:+UseSerialGC");
        // Lambda's locale may not be installed here, and UTF-8 is the default only from JDK 18 on.
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Djava.io.tmpdir=" + root.temporaryFiles());
        // A killed JVM would leave its performance data in the machine's /tmp.
        command.add("-XX:-UsePerfData");
        if (settings.startsFromSnapshot(function)) {
            // CRaC's API then finds the hooks of AWS's client.
            command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        }
        command.addAll(settings.jvmOptions());
        command.add("-cp");
        command.add(ChildClassPath.create(root.directory(), function.code()));
        command.add(HttpRuntimeClient.class.getName());
        command.add(function.handler());
        return command;
    }

    /**
     * The part of the memory that Lambda gives the heap: all of it except a tenth for metaspace (160 MiB at most) and a
     * twentieth for compiled code (80 MiB at most). At 3,008 MiB that is {@code MaxHeapSize=2834432k}.
     *
     * @see <a href="https://github.com/aws/aws-sam-cli/blob/develop/samcli/local/docker/lambda_debug_settings.py">AWS
     *     SAM CLI: Lambda's flags at 3,008 MiB</a>
     */
    static int heapKiB(int memoryMiB) {
        int memory = memoryMiB * KIB_PER_MIB;
        return memory - Math.min(memory / 10, MAX_METASPACE_KIB) - Math.min(memory / 20, MAX_CODE_CACHE_KIB);
    }

    /**
     * A 64th of the memory, which the JVM chooses by itself on Lambda. Here it would take a 64th of this machine's
     * memory.
     */
    static int initialHeapKiB(int memoryMiB) {
        return Math.max(MIN_INITIAL_HEAP_KIB, memoryMiB * KIB_PER_MIB / 64);
    }
}
