/** Small functions that run in child JVMs: packed into a jar by the tests, never called by them. */
package dev.zips3.local.lambda.handlers;
