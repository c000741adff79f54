/** Runs on this machine what would be deployed: the template's bucket, trigger and function. */
package dev.zips3.local;
