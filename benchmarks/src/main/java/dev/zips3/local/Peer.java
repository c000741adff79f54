package dev.zips3.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One function among those that are compared: anything that asks Lambda's runtime API for its events.
 *
 * @param name in the table
 */
record Peer(String name, Launch launch) {

    /** Starts the process. */
    @FunctionalInterface
    interface Launch {
        Process start(TaskRoot root, String runtimeApi) throws IOException;
    }

    /** The function that is deployed, as the lab runs it. */
    static Peer ofJar(String name, DeployedFunction function, RuntimeSettings settings) {
        return new Peer(name, new FunctionProcess(function, settings)::start);
    }

    /** Any other, with the environment variables that the function would get. */
    static Peer ofCommand(String name, List<String> command, DeployedFunction function, Map<String, String> s3) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.putAll(s3);
        environment.put("AWS_REGION", function.region());
        environment.put("AWS_DEFAULT_REGION", function.region());
        environment.put("_HANDLER", function.handler());
        return new Peer(name, (root, runtimeApi) -> {
            ProcessBuilder process = new ProcessBuilder(new ArrayList<>(command))
                    .directory(root.directory().toFile())
                    .redirectErrorStream(true);
            process.environment().putAll(environment);
            process.environment().put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
            return process.start();
        });
    }
}
