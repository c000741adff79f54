package dev.zips3.local;

import java.time.Duration;

/**
 * How an event ended, after its last attempt.
 *
 * @param succeeded whether the last attempt gave a response
 * @param attempts how often the function ran; 0 if the event grew too old before its first attempt
 * @param response JSON: the function's response, or its error as an object with {@code errorType} and
 *     {@code errorMessage}
 * @param duration of the last attempt; with the start of the function's process if the event had to wait for it
 * @param processId of the process that ran the last attempt; -1 if there was none
 */
public record Invocation(boolean succeeded, int attempts, String response, Duration duration, long processId) {}
