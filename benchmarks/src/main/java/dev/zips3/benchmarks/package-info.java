/**
 * Compares the encoder and the function to the Python code that people write for the same task. It uses the public
 * interfaces of {@code function} and {@code local}; nothing depends on it.
 */
package dev.zips3.benchmarks;
