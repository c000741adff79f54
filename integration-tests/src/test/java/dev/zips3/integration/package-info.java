/**
 * Tests of the function and the local S3 together, and what all of them share: a bucket, the function in this process
 * and in one of its own, and a reader of ZIPs. They use the public API of the modules {@code function} and
 * {@code local} alone; the packages below may use this one, but not each other.
 */
package dev.zips3.integration;
