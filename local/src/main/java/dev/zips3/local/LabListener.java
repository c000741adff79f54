package dev.zips3.local;

import dev.zips3.local.lambda.queue.QueueListener;
import java.util.Optional;

/**
 * Receives what happens in a running lab. The lab calls it on several threads, also at the same time. The subject of an
 * event is the key of its object.
 */
public interface LabListener extends QueueListener {

    /**
     * The lab sent bytes of an upload to its S3, on the thread that called {@link Lab#put}. A repeated request counts
     * again.
     */
    default void bytesSent(String key, long bytes) {}

    /**
     * The function wrote a line to its standard output or error.
     *
     * @param requestId empty while the function's process starts
     */
    default void lineWritten(Optional<String> requestId, String line) {}
}
