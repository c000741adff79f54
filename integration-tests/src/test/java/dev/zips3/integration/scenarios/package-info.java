/**
 * Random scenarios: uploads, deletions, deliveries and kills in any order, with the requests of concurrent deliveries
 * interleaved in any way. A scheduler makes each of them repeatable, and a failing one is shrunk before it is reported.
 */
package dev.zips3.integration.scenarios;
