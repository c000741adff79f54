package dev.zips3.local.lambda.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;

/** A lab in a process of its own: it prints the id of its function's process, then waits to be killed. */
final class ParentProcess {

    private ParentProcess() {}

    /**
     * Runs until it is killed, for five minutes at most.
     *
     * @param arguments the function's jar
     */
    public static void main(String[] arguments) throws InterruptedException {
        FunctionJar jar = new FunctionJar(Path.of(arguments[0]));
        try (FunctionRuntime runtime = jar.runtime("Echo")) {
            System.out.println(runtime.invoke("id", "{}".getBytes(UTF_8)).processId());
            Thread.sleep(300_000);
        }
    }
}
