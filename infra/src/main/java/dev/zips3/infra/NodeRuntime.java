package dev.zips3.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Node.js that the CDK library runs in; without it the library fails with a stack trace that names no remedy. */
record NodeRuntime(String command) {

    private static final int OLDEST = 20;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*");

    static NodeRuntime fromEnvironment() {
        return of(System.getenv());
    }

    /** {@code JSII_NODE} as in the library's own {@code JsiiRuntime}. */
    static NodeRuntime of(Map<String, String> environment) {
        return new NodeRuntime(environment.getOrDefault("JSII_NODE", "node"));
    }

    void check() {
        String version = version();
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST) {
            throw new LabException("Node.js %s (%s) is too old: install Node.js %d or newer"
                    .formatted(version.isEmpty() ? "of unknown version" : version, command, OLDEST));
        }
    }

    private String version() {
        try {
            Process process = new ProcessBuilder(command, "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new LabException(
                    "Node.js is missing (%s): install Node.js %d or newer and put it on the PATH"
                            .formatted(command, OLDEST),
                    e);
        }
    }
}
