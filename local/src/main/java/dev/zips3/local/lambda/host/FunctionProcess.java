package dev.zips3.local.lambda.host;

import dev.zips3.local.assembly.DeployedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the JVM of one execution environment is started: command line and environment, as Lambda would. */
public final class FunctionProcess {

    /** From this release on the JVM warns of native libraries and of sun.misc.Unsafe; AWS's client uses both. */
    private static final int WARNING_RELEASE = 24;

    private static final int KIB_PER_MIB = 1024;
    private static final int METASPACE_LIMIT_KIB = 160 * KIB_PER_MIB;
    private static final int LEAST_INITIAL_HEAP_KIB = 8 * KIB_PER_MIB;
    private static final int CODE_CACHE_LIMIT_KIB = 80 * KIB_PER_MIB;

    private final DeployedFunction function;
    private final RuntimeSettings settings;
    private final Startup startup;

    FunctionProcess(DeployedFunction function, RuntimeSettings settings) {
        this.function = function;
        this.settings = settings;
        this.startup = Startup.of(function, settings);
    }

    /** @throws IOException when the JVM cannot be started */
    Process start(TaskRoot root, String runtimeApi) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command(root))
                .directory(startup.recording().orElse(root.directory()).toFile())
                .redirectErrorStream(true);
        // The variables of whoever starts the lab stay outside, above all their AWS profile and credentials.
        process.environment().clear();
        process.environment().putAll(environment(root, runtimeApi));
        Process started = process.start();
        started.getOutputStream().close();
        return started;
    }

    /** Whether the JVM leaves an archive for the next ones, if it is let end by itself. */
    boolean records() {
        return startup.recording().isPresent();
    }

    private List<String> command(TaskRoot root) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx%dk".formatted(heapKiB(function.memoryMiB())));
        command.add("-Xms%dk".formatted(initialHeapKiB(function.memoryMiB())));
        // What Lambda's Java runtimes run with. The JIT compilers stay as they are: under SnapStart both run.
        command.add("-XX:+UseSerialGC");
        // Lambda's locale may not be installed here; the release that made UTF-8 the default anyway is 18.
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Djava.io.tmpdir=" + root.temporaryFiles());
        // Otherwise a killed JVM leaves a file in the machine's /tmp.
        command.add("-XX:-UsePerfData");
        if (Runtime.version().feature() >= WARNING_RELEASE) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (settings.client() == RuntimeClient.AWS) {
            command.add("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                    + root.nativeLibrary(System.getProperty("os.arch")));
        }
        command.addAll(startup.options());
        command.addAll(settings.jvmArguments());
        command.add("-cp");
        command.add(settings.client().classPath(startup.code()));
        command.add(settings.client().mainClass());
        command.add(function.handler());
        return command;
    }

    /**
     * The share of the memory that Lambda gives the heap: all but a tenth for metaspace (at most 160 MiB) and a
     * twentieth for compiled code (at most 80 MiB). So {@code MaxHeapSize=2834432k} at 3,008 MiB.
     *
     * @see <a href="https://github.com/aws/aws-sam-cli/blob/develop/samcli/local/docker/lambda_debug_settings.py">AWS
     *     SAM CLI, which has the flags of the largest memory of its day</a>
     */
    public static int heapKiB(int memoryMiB) {
        int memory = memoryMiB * KIB_PER_MIB;
        return memory - Math.min(memory / 10, METASPACE_LIMIT_KIB) - Math.min(memory / 20, CODE_CACHE_LIMIT_KIB);
    }

    /**
     * The JVM's own choice, a 64th of the machine's memory, where the machine has what the function has. It would take
     * that of the machine which runs the lab.
     */
    public static int initialHeapKiB(int memoryMiB) {
        return Math.max(LEAST_INITIAL_HEAP_KIB, memoryMiB * KIB_PER_MIB / 64);
    }

    /**
     * What a function sees on Lambda: defaults, which the template may override, and reserved variables.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda variables</a>
     */
    private Map<String, String> environment(TaskRoot root, String runtimeApi) {
        Map<String, String> environment = new HashMap<>();
        environment.put("LANG", "en_US.UTF-8");
        environment.put("TZ", ":UTC");
        environment.put("PATH", "/usr/local/bin:/usr/bin/:/bin:/opt/bin");
        environment.putAll(function.environment());
        environment.put("_HANDLER", function.handler());
        environment.put("LAMBDA_TASK_ROOT", root.directory().toString());
        environment.put("AWS_REGION", function.region());
        environment.put("AWS_DEFAULT_REGION", function.region());
        environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMiB()));
        environment.put("AWS_LAMBDA_LOG_FORMAT", function.logFormat());
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
        environment.put(
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "local/[%s]%s".formatted(function.version(), root.directory().getFileName()));
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        // No file and no metadata service to find other credentials in than those of the settings.
        environment.put("AWS_CONFIG_FILE", "/dev/null");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.putAll(settings.environment());
        return environment;
    }
}
