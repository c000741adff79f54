/**
 * Events as JSON: those that S3 sends, those of other services, and mutated ones. They go into the function's handler,
 * and the tests read its response and its log.
 */
package dev.zips3.integration.events;
