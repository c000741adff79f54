/**
 * The command line {@code ./lab} with the real stack and the real function, started as a user starts it. It may use the
 * public API of the local module.
 */
package dev.zips3.integration.cli;
