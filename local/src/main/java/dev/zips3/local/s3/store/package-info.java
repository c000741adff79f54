/**
 * The objects: a store on disk or in memory, with exact conditional writes and an event after each change. It uses
 * {@code event}, and knows nothing of HTTP.
 */
package dev.zips3.local.s3.store;
