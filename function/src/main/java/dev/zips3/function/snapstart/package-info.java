/**
 * Warms the function up before Lambda takes its SnapStart snapshot. It gets the handler as a functional interface, so
 * it uses the SDK and CRaC but no other package of the function.
 */
package dev.zips3.function.snapstart;
