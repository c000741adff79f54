/** What runs in Lambda: an object-created event in, a ZIP object out. */
package dev.zips3.function;
