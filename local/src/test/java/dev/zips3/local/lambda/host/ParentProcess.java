package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zips3.local.lambda.queue.InvocationResult;
import java.nio.file.Path;

/** A lab of its own process: prints what its function sees around it, then waits for its end. */
final class ParentProcess {

    private ParentProcess() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the client, the function's jar, the handler
     */
    public static void main(String[] arguments) throws InterruptedException {
        FunctionJar jar = new FunctionJar(Path.of(arguments[1]));
        try (FunctionRuntime runtime = jar.runtime(RuntimeClient.valueOf(arguments[0]), arguments[2])) {
            InvocationResult result = runtime.invoke("{}".getBytes(UTF_8));
            System.out.println(((InvocationResult.Success) result).body());
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
