package dev.zips3.local.lambda.child;

import com.amazonaws.services.lambda.crac.CheckpointException;
import com.amazonaws.services.lambda.crac.Context;
import com.amazonaws.services.lambda.crac.ContextImpl;
import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.LambdaEnvironment;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.logging.StdOutLogSink;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaError;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClient;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import com.amazonaws.services.lambda.runtime.api.client.util.ConcurrencyConfig;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/**
 * AWS's runtime interface client without its native library, which exists for Linux only: requests to the runtime API
 * go over the JDK's HTTP client.
 *
 * <p>Loading the handler, SnapStart's hooks, the invocations, their logs and their errors are AWS's code. Two members
 * of it are private in 2.9.0 and are reached by reflection: copies would be longer, and could differ from what a
 * function meets on Lambda.
 *
 * <p>Requests have no time limit: the next event may be hours away. An IOException means that the API is gone, and ends
 * the JVM.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime API</a>
 */
public final class HttpRuntimeClient extends AWSLambda implements LambdaRuntimeApiClient {

    private final String api;

    /** @param address host and port of the runtime API */
    private HttpRuntimeClient(String address) {
        this.api = "http://" + address + "/2018-06-01/runtime/";
    }

    /**
     * Runs the function until the JVM ends.
     *
     * @param arguments the handler: {@code package.Class::method} or {@code package.Class}
     * @throws Throwable if the runtime API is gone
     */
    public static void main(String[] arguments) throws Throwable {
        ignoreCtrlC();
        HttpRuntimeClient client = new HttpRuntimeClient(LambdaEnvironment.RUNTIME_API);
        try (LambdaContextLogger logger = new LambdaContextLogger(
                new StdOutLogSink(),
                LogLevel.fromString(LambdaEnvironment.LAMBDA_LOG_LEVEL),
                LogFormat.fromString(LambdaEnvironment.LAMBDA_LOG_FORMAT))) {
            startRuntimeLoops(client.load(arguments[0], logger), logger, new ConcurrencyConfig(logger), client);
        }
    }

    /**
     * A terminal sends Ctrl-C to every process of the lab. Only the lab may end this one: otherwise the event that it
     * handles would count as failed. By reflection, because javac warns of the classes and has no way to accept them.
     */
    private static void ignoreCtrlC() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ignore = handler.getField("SIG_IGN").get(null);
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ignore);
    }

    /** Does what AWS's {@code main} does before its loop. */
    private LambdaRequestHandler load(String handler, LambdaContextLogger logger) throws Throwable {
        Field hooks = Core.class.getDeclaredField("globalContext");
        hooks.setAccessible(true);
        hooks.set(null, new SnapStartHooks());
        Method load = AWSLambda.class.getDeclaredMethod(
                "getLambdaRequestHandlerObject", String.class, LambdaContextLogger.class, LambdaRuntimeApiClient.class);
        load.setAccessible(true);
        try {
            return (LambdaRequestHandler) load.invoke(null, handler, logger, this);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** AWS's context of SnapStart's hooks, without the native code that it calls after them. */
    private static final class SnapStartHooks extends ContextImpl {

        @Override
        public synchronized void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
            try {
                super.beforeCheckpoint(context);
            } catch (UnsatisfiedLinkError e) {
                // All hooks have run, and AWS's native library would now clear the DNS cache. An error of the
                // function's own native methods is passed on.
                if (!e.getStackTrace()[0].getMethodName().equals("clearCache")) {
                    throw e;
                }
            }
        }
    }

    @Override
    public InvocationRequest nextInvocation() throws IOException {
        HttpURLConnection next = open("invocation/next");
        requireStatus(next, HttpURLConnection.HTTP_OK);
        InvocationRequest request = new InvocationRequest();
        request.setId(next.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
        request.setDeadlineTimeInMs(Long.parseLong(next.getHeaderField("Lambda-Runtime-Deadline-Ms")));
        request.setInvokedFunctionArn(next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
        request.setXrayTraceId(next.getHeaderField("Lambda-Runtime-Trace-Id"));
        try (InputStream event = next.getInputStream()) {
            request.setContent(event.readAllBytes());
        }
        return request;
    }

    /** AWS's client calls it only where one JVM handles several events at a time; here each JVM handles one. */
    @Override
    public InvocationRequest nextInvocationWithExponentialBackoff(LambdaContextLogger logger) throws IOException {
        return nextInvocation();
    }

    @Override
    public void reportInvocationSuccess(String requestId, byte[] response) throws IOException {
        post(open("invocation/" + requestId + "/response"), response);
    }

    @Override
    public void reportInvocationError(String requestId, LambdaError error) throws IOException {
        post("invocation/" + requestId + "/error", error);
    }

    @Override
    public void reportInitError(LambdaError error) throws IOException {
        post("init/error", error);
    }

    @Override
    public void restoreNext() throws IOException {
        requireStatus(open("restore/next"), HttpURLConnection.HTTP_OK);
    }

    @Override
    public void reportRestoreError(LambdaError error) throws IOException {
        post("restore/error", error);
    }

    private void post(String path, LambdaError error) throws IOException {
        HttpURLConnection request = open(path);
        request.setRequestProperty("Lambda-Runtime-Function-Error-Type", error.errorType.getRapidError());
        post(request, DtoSerializers.serialize(error.errorRequest));
    }

    private static void post(HttpURLConnection request, byte[] json) throws IOException {
        request.setRequestMethod("POST");
        request.setRequestProperty("Content-Type", "application/json");
        request.setDoOutput(true);
        request.setFixedLengthStreamingMode(json.length);
        try (OutputStream body = request.getOutputStream()) {
            body.write(json);
        }
        requireStatus(request, HttpURLConnection.HTTP_ACCEPTED);
        // Otherwise the connection is not used again.
        request.getInputStream().close();
    }

    private HttpURLConnection open(String path) throws IOException {
        // A proxy of the function's own traffic must not stand between it and the API.
        return (HttpURLConnection) URI.create(api + path).toURL().openConnection(Proxy.NO_PROXY);
    }

    private static void requireStatus(HttpURLConnection request, int expected) throws IOException {
        if (request.getResponseCode() != expected) {
            throw new IOException(
                    "%s answered %d, expected %d".formatted(request.getURL(), request.getResponseCode(), expected));
        }
    }
}
