/**
 * Lambda's queue for a function that is invoked asynchronously: attempts, retries, the age of events, records of the
 * events that it discards, and files of the events that it has not handled yet.
 *
 * <p>It knows the function only as an {@link dev.zips3.local.lambda.queue.Invoker} and uses the records of
 * {@code assembly}, nothing else of this module.
 */
package dev.zips3.local.lambda.queue;
