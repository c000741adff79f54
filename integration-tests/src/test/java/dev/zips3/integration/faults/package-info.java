/**
 * What becomes of an image when the network fails or the process is killed, and what goes over the wire. A proxy that
 * speaks HTTP stands between the function and the local S3; it records every request and breaks those that are planned.
 */
package dev.zips3.integration.faults;
