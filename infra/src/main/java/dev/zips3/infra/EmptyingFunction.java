package dev.zips3.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Node;

/**
 * The bucket is emptied and deleted with the stack.
 *
 * <p>CloudFormation deletes only empty buckets; CDK adds a function of its own that empties this one first. That
 * function would leave a log group that nobody deletes, so it gets one that belongs to the stack, and a role without
 * the power to make another.
 */
record EmptyingFunction(int logRetentionDays) implements ImageDisposal {

    /** A constant of {@code aws-s3/lib/bucket.ts}; the id of the provider that all buckets of a stack share. */
    private static final String PROVIDER = "Custom::S3AutoDeleteObjectsCustomResourceProvider";

    @Override
    public Bucket create(Bucket.Builder properties) {
        Bucket bucket = properties
                .removalPolicy(RemovalPolicy.DESTROY)
                .autoDeleteObjects(true)
                .build();
        leaveNoLogs(bucket.getStack());
        return bucket;
    }

    private void leaveNoLogs(Stack stack) {
        LogGroup logs = new Logs(logRetentionDays).create(stack, "EmptyingLogs");
        Node provider = stack.getNode().findChild(PROVIDER).getNode();
        CfnResource function = (CfnResource) provider.findChild("Handler");
        function.addPropertyOverride("LoggingConfig.LogGroup", logs.getLogGroupName());
        CfnResource role = (CfnResource) provider.findChild("Role");
        // its rights to the bucket are in the bucket's policy; the managed policy would only let it make log groups
        role.addPropertyDeletionOverride("ManagedPolicyArns");
        role.addPropertyOverride("Policies", List.of(policy(logs)));
    }

    private static Map<String, Object> policy(LogGroup logs) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Action", FunctionRole.WRITE_LOGS);
        statement.put("Resource", logs.getLogGroupArn());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", List.of(statement));
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("PolicyName", "WriteOwnLogs");
        policy.put("PolicyDocument", document);
        return policy;
    }
}
