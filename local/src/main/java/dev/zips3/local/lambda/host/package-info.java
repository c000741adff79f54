/**
 * The function's JVMs: their environment, how they start or are restored, the runtime API they ask for events, their
 * results and their logs.
 *
 * <p>It uses {@code queue}, whose invoker it is, the records of {@code assembly}, and {@code child}, the program it
 * starts.
 */
package dev.zips3.local.lambda.host;
