package dev.zips3.local.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Cannot be initialized. */
public final class BrokenStart implements RequestHandler<Object, String> {

    private static final int VALUE = Integer.parseInt("not a number");

    @Override
    public String handleRequest(Object event, Context context) {
        return "not reached " + VALUE;
    }
}
