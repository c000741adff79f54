package dev.zips3.local.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a function can see around it. */
public final class EnvironmentProbe {

    /** Its variables. */
    public Map<String, String> environment(Object event) {
        return new TreeMap<>(System.getenv());
    }

    /** Its JVM. */
    public Map<String, Object> machine(Object event) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("pid", ProcessHandle.current().pid());
        seen.put("arguments", ManagementFactory.getRuntimeMXBean().getInputArguments());
        seen.put("directory", System.getProperty("user.dir"));
        return seen;
    }

    /** Its context. */
    public Map<String, Object> context(Object event, Context context) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("requestId", context.getAwsRequestId());
        seen.put("remaining", context.getRemainingTimeInMillis());
        seen.put("arn", context.getInvokedFunctionArn());
        seen.put("name", context.getFunctionName());
        seen.put("version", context.getFunctionVersion());
        seen.put("memory", context.getMemoryLimitInMB());
        seen.put("logGroup", context.getLogGroupName());
        return seen;
    }

    /** Its output. */
    public void log(String text, Context context) {
        System.out.println("out " + text);
        System.err.println("err " + text);
        context.getLogger().log("log " + text + "\n");
    }
}
