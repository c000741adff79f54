package dev.zips3.local.lambda.host;

import java.util.Optional;

/**
 * A line that the function wrote to its standard output or error.
 *
 * @param requestId of the invocation that ran when the line was read; empty while the function's process starts
 */
public record LogLine(Optional<String> requestId, String text) {}
