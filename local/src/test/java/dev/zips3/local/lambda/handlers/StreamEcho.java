package dev.zips3.local.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Returns the event's bytes. */
public final class StreamEcho implements RequestStreamHandler {

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        event.transferTo(response);
    }
}
