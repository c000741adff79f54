package dev.zips3.function;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The function in a process of its own, wired as in Lambda; it takes one event from its input. */
final class KilledFunction {

    private KilledFunction() {}

    public static void main(String[] arguments) throws IOException {
        String json = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        S3Event event = LambdaEventSerializers.serializerFor(S3Event.class, KilledFunction.class.getClassLoader())
                .fromJson(json);
        new ZipS3Images().handleRequest(event, new Invocation(Duration.ofMinutes(15)));
    }
}
