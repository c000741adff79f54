/** Small functions that run in the function's JVM. The tests pack them into a jar and never call them. */
package dev.zips3.local.lambda.handlers;
