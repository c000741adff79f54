package dev.zips3.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Node;

/**
 * The function that CDK adds for {@code autoDeleteObjects}. It empties the bucket, because CloudFormation deletes only
 * empty buckets.
 *
 * <p>CDK's own settings would let Lambda create a log group for it, which outlives the stack. So this class gives it a
 * log group of the stack, and a role that cannot create another.
 */
final class EmptyingFunction {

    /**
     * The construct id of the function, a constant in {@code aws-s3/lib/bucket.ts}. All buckets of a stack share it.
     */
    private static final String ID = "Custom::S3AutoDeleteObjectsCustomResourceProvider";

    private EmptyingFunction() {}

    static void writeLogsTo(LogGroup logs) {
        Node node = Stack.of(logs).getNode().findChild(ID).getNode();
        CfnResource function = (CfnResource) node.findChild("Handler");
        function.addPropertyOverride("LoggingConfig.LogGroup", logs.getLogGroupName());
        CfnResource role = (CfnResource) node.findChild("Role");
        // The managed policy allows logs:CreateLogGroup. The rights to the bucket are in the bucket's policy.
        role.addPropertyDeletionOverride("ManagedPolicyArns");
        role.addPropertyOverride("Policies", List.of(logPolicy(logs)));
    }

    /** The maps are linked, because the order of {@code Map.of}, and with it the template, changes from JVM to JVM. */
    private static Map<String, Object> logPolicy(LogGroup logs) {
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
