package dev.zips3.local.lambda.queue;

/**
 * One event on its way to the function, the same through all its tries.
 *
 * @param subject what the event is about, for whoever follows it; Lambda knows nothing of it
 * @param requestId Lambda's id of the event
 */
public record Delivery(String subject, String requestId) {}
