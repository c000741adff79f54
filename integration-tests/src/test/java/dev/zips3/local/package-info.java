/** The one view that the proof has of the local S3. */
package dev.zips3.local;
