package dev.zips3.local.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Ends the JVM before it asks for an invocation. */
public final class ExitAtStart implements RequestHandler<Object, String> {

    /** Ends the JVM. */
    public ExitAtStart() {
        System.exit(7);
    }

    @Override
    public String handleRequest(Object event, Context context) {
        return "not reached";
    }
}
