/** What {@code cdk deploy} deploys: bucket, role, function and the trigger that joins them. */
package dev.zips3.infra;
