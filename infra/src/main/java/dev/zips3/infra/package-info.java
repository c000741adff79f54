/**
 * The stack that {@code cdk deploy} deploys: bucket, role, function, their trigger, and a queue for failures.
 *
 * <p>It uses the CDK library and no other module. Of the function it knows only the jar, the name of the handler and
 * the names of the environment variables.
 */
package dev.zips3.infra;
