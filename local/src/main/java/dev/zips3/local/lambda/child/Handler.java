package dev.zips3.local.lambda.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.stream.Stream;

/** The function's code behind one method: an event in, a response out, both JSON. */
@FunctionalInterface
public interface Handler {

    /**
     * Runs the function once.
     *
     * @param event JSON
     * @throws HandlerException when there is no method to call
     * @throws Throwable whatever the function throws
     */
    void handle(String event, OutputStream response, Context context) throws Throwable;

    /**
     * Finds and initializes the function.
     *
     * @param handler {@code package.Class::method} or {@code package.Class}
     * @throws HandlerException when the function cannot be initialized; what can be said only of a missing class or
     *     method is left to the first invocation, as on Lambda
     */
    static Handler load(String handler, ClassLoader classes) throws HandlerException {
        int separator = handler.lastIndexOf("::");
        String className = separator < 0 ? handler : handler.substring(0, separator);
        String method = separator < 0 ? "handleRequest" : handler.substring(separator + 2);
        if (className.isEmpty() || method.isEmpty()) {
            return failing("Runtime.BadFunctionCode", "Invalid handler: `" + handler + "'", null);
        }
        Object function;
        try {
            function = Class.forName(className, true, classes).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            return failing(e.getClass().getName(), "Class not found: " + className, e);
        } catch (NoSuchMethodException e) {
            return failing(
                    e.getClass().getName(), "Class " + className + " has no public zero-argument constructor", e);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            throw new HandlerException(thrown.getClass().getName(), thrown.getMessage(), thrown);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new HandlerException(
                    e.getClass().getName(), "Error loading class %s: %s".formatted(className, e.getMessage()), e);
        }
        if (function instanceof RequestStreamHandler stream && method.equals("handleRequest")) {
            return (event, response, context) ->
                    stream.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), response, context);
        }
        return ofMethod(function, method, classes);
    }

    private static Handler failing(String errorType, String message, Throwable cause) {
        return (event, response, context) -> {
            throw new HandlerException(errorType, message, cause);
        };
    }

    /** Of several methods of the name the one with most parameters, as AWS's client chooses. */
    private static Handler ofMethod(Object function, String name, ClassLoader classes) {
        Method method = Stream.of(function.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(name) && !candidate.isBridge())
                .filter(candidate -> candidate.getParameterCount() <= 2)
                .max(Comparator.comparingInt(Method::getParameterCount))
                .orElse(null);
        if (method == null) {
            String message = "No public method named %s with appropriate method signature found on class %s";
            return failing(
                    "Runtime.BadFunctionCode",
                    message.formatted(name, function.getClass().getName()),
                    null);
        }
        Type[] parameters = method.getGenericParameterTypes();
        return (event, response, context) -> {
            Object[] arguments = new Object[parameters.length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = parameters[i] == Context.class
                        ? context
                        : serializer(parameters[i], classes).fromJson(event);
            }
            Object result = call(function, method, arguments);
            if (result == null) {
                response.write("null".getBytes(UTF_8));
            } else {
                serializer(method.getGenericReturnType(), classes).toJson(result, response);
            }
        };
    }

    private static Object call(Object function, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(function, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Type type, ClassLoader classes) {
        if (type instanceof Class<?> known && LambdaEventSerializers.isLambdaSupportedEvent(known.getName())) {
            return LambdaEventSerializers.serializerFor((Class<Object>) known, classes);
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }
}
