package dev.zips3.local.lambda.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A runtime client in plain Java, for machines without AWS's: asks the Lambda runtime API for events, calls the
 * handler, posts what becomes of it.
 *
 * <p>It runs alone in the function's JVM and follows {@code AWSLambda} of AWS's client: a class that cannot be
 * initialized is an error of the initialization, a missing one an error of each invocation; after an error of the JVM
 * itself the process ends.
 */
public final class PortableRuntime {

    private final HttpRuntimeClient connection;
    private final Handler handler;

    private PortableRuntime(HttpRuntimeClient connection, Handler handler) {
        this.connection = connection;
        this.handler = handler;
    }

    /**
     * Runs until the runtime API goes away or the JVM is no longer sound.
     *
     * @param arguments the handler, {@code package.Class::method} or {@code package.Class}
     * @throws IOException when the runtime API cannot be reached
     */
    public static void main(String[] arguments) throws IOException {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
        HttpRuntimeClient connection = new HttpRuntimeClient(System.getenv("AWS_LAMBDA_RUNTIME_API"));
        Handler handler;
        try {
            handler = Handler.load(arguments[0], ClassLoader.getSystemClassLoader());
        } catch (HandlerException e) {
            e.printStackTrace(System.out);
            connection.postInitError("Runtime.BadFunctionCode", json(e.errorType(), e.getMessage(), e));
            System.exit(1);
            return;
        }
        new PortableRuntime(connection, handler).run();
    }

    private void run() throws IOException {
        while (invokeNext()) {
            // What the handler left behind must not reach the next invocation.
            Thread.interrupted();
        }
    }

    /** @return whether the JVM can take another invocation */
    // Whatever the handler throws is the function's failure, errors included; nothing may end the loop unreported.
    @SuppressWarnings("CatchThrowable")
    private boolean invokeNext() throws IOException {
        HttpRuntimeClient.Invocation invocation = connection.next();
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try {
            handler.handle(invocation.event(), response, new InvocationContext(invocation, System.getenv()));
        } catch (HandlerException e) {
            e.printStackTrace(System.out);
            connection.postError(
                    invocation.requestId(), "Runtime.BadFunctionCode", json(e.errorType(), e.getMessage(), e));
            return true;
        } catch (Throwable e) {
            connection.postError(invocation.requestId(), "Runtime.UserException", json(e));
            e.printStackTrace(System.out);
            return !(e instanceof VirtualMachineError);
        }
        connection.postResponse(invocation.requestId(), response.toByteArray());
        return true;
    }

    private static byte[] json(Throwable error) {
        String type = error.getClass().getName();
        String message = error.getLocalizedMessage() == null ? type : error.getLocalizedMessage();
        return json(type, message, error);
    }

    private static byte[] json(String type, String message, Throwable error) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("errorMessage", message);
        fields.put("errorType", type);
        fields.put(
                "stackTrace",
                Stream.of(error.getStackTrace())
                        .takeWhile(frame -> !frame.getClassName().equals(Handler.class.getName()))
                        .map(StackTraceElement::toString)
                        .toList());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        JacksonFactory.getInstance().getSerializer((Type) Map.class).toJson(fields, json);
        return json.toByteArray();
    }
}
