/**
 * What {@code cdk deploy} deploys: bucket, role, function, the trigger that joins them, and a queue for failures.
 *
 * <p>It uses the CDK library and nothing of the other modules. It knows the function only as a jar, the name of a
 * handler, and the names of environment variables.
 */
package dev.zips3.infra;
