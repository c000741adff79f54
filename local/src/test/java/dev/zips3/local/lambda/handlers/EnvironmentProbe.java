package dev.zips3.local.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports what a function can see around it. */
public final class EnvironmentProbe {

    /** Returns the environment variables. */
    public Map<String, String> environment(Object event) {
        return new TreeMap<>(System.getenv());
    }

    /** Returns facts about the JVM. */
    public Map<String, Object> machine(Object event) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("pid", ProcessHandle.current().pid());
        seen.put("arguments", ManagementFactory.getRuntimeMXBean().getInputArguments());
        seen.put("directory", System.getProperty("user.dir"));
        seen.put("classPath", System.getProperty("java.class.path"));
        return seen;
    }

    /** Returns those of the named classes that the function can load. */
    public List<String> visible(List<String> classNames) {
        return classNames.stream().filter(EnvironmentProbe::isVisible).toList();
    }

    private static boolean isVisible(String className) {
        try {
            Class.forName(className, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Returns the context. */
    public Map<String, Object> context(Object event, Context context) {
        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("requestId", context.getAwsRequestId());
        seen.put("remaining", context.getRemainingTimeInMillis());
        seen.put("arn", context.getInvokedFunctionArn());
        seen.put("name", context.getFunctionName());
        seen.put("version", context.getFunctionVersion());
        seen.put("memory", context.getMemoryLimitInMB());
        seen.put("logGroup", context.getLogGroupName());
        seen.put("traceHeader", System.getProperty("com.amazonaws.xray.traceHeader"));
        return seen;
    }

    /** Writes the text in each way that a function has. */
    public void log(String text, Context context) {
        System.out.println("out " + text);
        System.err.println("err " + text);
        context.getLogger().log("log " + text + "\n");
    }
}
