package dev.zips3.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** Log groups that belong to the stack: those Lambda makes by itself never expire and outlive it. */
record Logs(int retentionDays) {

    LogGroup create(Construct scope, String id, String name) {
        return create(LogGroup.Builder.create(scope, id).logGroupName(name));
    }

    /** With a name that CloudFormation chooses. */
    LogGroup create(Construct scope, String id) {
        return create(LogGroup.Builder.create(scope, id));
    }

    private LogGroup create(LogGroup.Builder builder) {
        LogGroup group = builder.removalPolicy(RemovalPolicy.DESTROY).build();
        // the builder takes an enumeration that has no way back from a number of days
        ((CfnLogGroup) group.getNode().getDefaultChild()).setRetentionInDays(retentionDays);
        return group;
    }
}
