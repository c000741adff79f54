package dev.zips3.function.snapstart;

import dev.zips3.function.RecordLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Does once, before Lambda takes its snapshot, what the first image would otherwise pay for after every restore: the
 * loading of the SDK's and of TLS's classes, and the compilation of both and of the encoder.
 *
 * <p>A snapshot without it is slow, not wrong: no failure gets out of here. What a rehearsal opens it closes, and the
 * function's own client is not used before the first event; so there is no connection and no credential in the
 * snapshot, and nothing to do after a restore.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime hooks</a>
 */
public final class WarmUp implements Resource {

    /** Uses what an image will use; may fail. */
    @FunctionalInterface
    public interface Performance {
        void perform() throws Exception;
    }

    private final Performance rehearsal;
    private final RecordLog log;
    private final Clock clock;

    public WarmUp(Performance rehearsal, RecordLog log, Clock clock) {
        this.rehearsal = rehearsal;
        this.log = log;
        this.clock = clock;
    }

    /** Whoever registers it must keep it: CRaC's global context holds it by a weak reference only. */
    public void register() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        Instant start = clock.instant();
        try {
            rehearsal.perform();
            report("INFO", "primed", start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report("WARN", "not primed: " + e, start);
        } catch (Exception | LinkageError e) {
            // A class that the runtime does not have is an error to Java, and no reason to fail the initialization.
            report("WARN", "not primed: " + e, start);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // As the comment of the class says.
    }

    private void report(String level, String message, Instant start) {
        Instant now = clock.instant();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("timestamp", now.toString());
        fields.put("level", level);
        fields.put("message", message);
        fields.put("milliseconds", Duration.between(start, now).toMillis());
        log.write(fields);
    }
}
