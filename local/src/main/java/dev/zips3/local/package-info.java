/**
 * The public API: starts a lab on a cloud assembly, uploads, and waits for the function's result. It joins all packages
 * below, except the command line; other modules use this package and the records of {@code assembly} that it hands out,
 * and nothing else.
 */
package dev.zips3.local;
