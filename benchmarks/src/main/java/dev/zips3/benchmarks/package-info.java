/**
 * Measures the encoder and the function beside the Python that people write for the same task. It uses the public
 * interfaces of {@code function} and {@code local}; nothing depends on it.
 */
package dev.zips3.benchmarks;
