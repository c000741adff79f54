package dev.zips3.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Node;

/**
 * The function that CDK adds for {@code autoDeleteObjects}: CloudFormation deletes only empty buckets.
 *
 * <p>By itself it would leave a log group that nobody deletes. So it gets a log group that belongs to the stack, and a
 * role that cannot create another.
 */
final class EmptyingFunction {

    /** A constant of {@code aws-s3/lib/bucket.ts}: the id that all buckets of a stack share. */
    private static final String ID = "Custom::S3AutoDeleteObjectsCustomResourceProvider";

    private EmptyingFunction() {}

    static void writeLogsTo(LogGroup logs) {
        Node node = Stack.of(logs).getNode().findChild(ID).getNode();
        CfnResource function = (CfnResource) node.findChild("Handler");
        function.addPropertyOverride("LoggingConfig.LogGroup", logs.getLogGroupName());
        CfnResource role = (CfnResource) node.findChild("Role");
        // the managed policy allows logs:CreateLogGroup; the rights to the bucket are in the bucket's policy
        role.addPropertyDeletionOverride("ManagedPolicyArns");
        role.addPropertyOverride("Policies", List.of(writeLogs(logs)));
    }

    /** Linked maps: the order of {@code Map.of} changes from JVM to JVM, and the template with it. */
    private static Map<String, Object> writeLogs(LogGroup logs) {
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
