/**
 * Reads a cloud assembly: its manifest, its template with the intrinsic functions resolved, and what the template
 * deploys, as records. It may use no other package of this module.
 */
package dev.zips3.local.assembly;
