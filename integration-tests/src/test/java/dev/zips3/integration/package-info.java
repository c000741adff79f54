/** The promise of the function, proved against a real S3 under everything that can happen. */
package dev.zips3.integration;
