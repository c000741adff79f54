package dev.zips3.local.lambda.queue;

import java.util.Optional;

/**
 * How an event ended.
 *
 * @param attempts how often the function ran; 0 if the event grew too old before its first attempt
 * @param lastAttempt empty if there was none
 * @param discarded why the event got no further attempt, in Lambda's words: {@code RetriesExhausted} or
 *     {@code EventAgeExceeded}; empty if the last attempt succeeded
 */
public record EventOutcome(int attempts, Optional<InvocationResult> lastAttempt, Optional<String> discarded) {}
