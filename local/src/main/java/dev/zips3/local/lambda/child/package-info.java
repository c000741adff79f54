/**
 * The program of the function's JVM: AWS's runtime interface client, with an HTTP client that runs on every machine.
 *
 * <p>It uses the JDK and AWS's client, and nothing else of this module: the function must see nothing of the lab.
 */
package dev.zips3.local.lambda.child;
