/** Measures what the others claim. Nothing depends on it, and nothing of it runs in a build. */
package dev.zips3.bench;
