/** The one view that the bench has of the function's own classes. */
package dev.zips3.function;
