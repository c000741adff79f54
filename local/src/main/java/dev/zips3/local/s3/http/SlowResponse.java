package dev.zips3.local.s3.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The response to <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html">CompleteMultipartUpload</a>,
 * which can take minutes. If its document is not ready in time, it sends status 200 and white space until it is, as S3
 * does. Else the client's socket times out and the SDK repeats the request. An error after that is a document in a
 * response with status 200.
 */
final class SlowResponse extends HttpServletResponseWrapper implements AutoCloseable {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    private final StringWriter document = new StringWriter();
    private final ScheduledFuture<?> keepAlive;

    /** Whether the status is sent. */
    private boolean started;

    /** @param interval after which it sends something, again and again */
    SlowResponse(HttpServletResponse response, ScheduledExecutorService executor, Duration interval) {
        super(response);
        keepAlive = executor.scheduleWithFixedDelay(
                this::sendWhiteSpace, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void sendWhiteSpace() {
        if (keepAlive.isCancelled()) {
            return;
        }
        try {
            if (!started) {
                super.setStatus(SC_OK);
                super.setContentType("application/xml");
                started = true;
                send(DECLARATION);
            }
            send("\n");
            flushBuffer();
        } catch (IOException e) {
            // Ends the task; the next write of the request reports the broken connection.
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the document. */
    synchronized void finish() throws IOException {
        keepAlive.cancel(false);
        String text = document.toString();
        send(started && text.startsWith("<?xml") ? text.substring(text.indexOf("?>") + 2) : text);
    }

    private void send(String text) throws IOException {
        getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends no more white space. */
    @Override
    public synchronized void close() {
        keepAlive.cancel(false);
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(document);
    }

    /** An error can still be sent, in the document. */
    @Override
    public synchronized boolean isCommitted() {
        return !started && super.isCommitted();
    }

    @Override
    public synchronized void setStatus(int status) {
        if (!started) {
            super.setStatus(status);
        }
    }

    @Override
    public synchronized void setContentType(String type) {
        if (!started) {
            super.setContentType(type);
        }
    }

    @Override
    public synchronized void setCharacterEncoding(String encoding) {
        if (!started) {
            super.setCharacterEncoding(encoding);
        }
    }

    @Override
    public synchronized void setHeader(String name, String value) {
        if (!started) {
            super.setHeader(name, value);
        }
    }

    @Override
    public synchronized void addHeader(String name, String value) {
        if (!started) {
            super.addHeader(name, value);
        }
    }
}
