/**
 * The command line {@code ./lab}: options, table, progress, messages, and the synth, which it keeps until an input
 * changes. It may use the public API of {@code dev.zips3.local} and the records of {@code assembly}.
 */
package dev.zips3.local.cli;
