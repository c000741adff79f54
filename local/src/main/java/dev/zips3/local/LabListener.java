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
     * The lab starts, and is going to differ from Lambda in a way that the function may notice.
     *
     * @param message one line
     */
    default void warned(String message) {}

    /**
     * The function's log has a further line: the function wrote it to its standard output or error, or it is the
     * {@code REPORT} line with which Lambda ends an invocation. Lines of an invocation may come after its report.
     *
     * @param requestId empty while the function's process starts
     */
    default void lineWritten(Optional<String> requestId, String line) {}
}
