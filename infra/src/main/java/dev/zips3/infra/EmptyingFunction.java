package dev.zips3.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Node;

/**
 * The function that CDK adds for {@code autoDeleteObjects}. It empties the bucket, because CloudFormation deletes only
 * empty buckets.
 *
 * <p>CDK's own settings would let Lambda create a log group for it, which outlives the stack. So this class gives it a
 * log group of the stack, and a role that cannot create another.
 *
 * <p>CDK gives it its rights to the bucket in the bucket's policy. If {@code retainImages} is switched on later,
 * CloudFormation removes these rights and the tag of the bucket, and only then tells the function that its custom
 * resource is deleted. The function then reads the tags and, without the tag, keeps the objects. So this class gives
 * the right to read the tags to the role, which exists until the function is deleted
 * (https://github.com/aws/aws-cdk/issues/37257).
 */
final class EmptyingFunction {

    /**
     * The construct id of the function, a constant in {@code aws-s3/lib/bucket.ts}. All buckets of a stack share it.
     */
    private static final String ID = "Custom::S3AutoDeleteObjectsCustomResourceProvider";

    private EmptyingFunction() {}

    static void configure(Bucket bucket, LogGroup logs) {
        Node node = Stack.of(logs).getNode().findChild(ID).getNode();
        CfnResource function = (CfnResource) node.findChild("Handler");
        function.addPropertyOverride("LoggingConfig.LogGroup", logs.getLogGroupName());
        CfnResource role = (CfnResource) node.findChild("Role");
        // The managed policy allows logs:CreateLogGroup.
        role.addPropertyDeletionOverride("ManagedPolicyArns");
        role.addPropertyOverride("Policies", List.of(policy(bucket, logs)));
    }

    /** The map is linked, because the order of {@code Map.of}, and with it the template, changes from JVM to JVM. */
    private static Map<String, Object> policy(Bucket bucket, LogGroup logs) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("PolicyName", "EmptyBucket");
        policy.put(
                "PolicyDocument",
                PolicyDocument.Builder.create()
                        .statements(List.of(
                                FunctionRole.allow("ReadTags", List.of("s3:GetBucketTagging"), bucket.getBucketArn()),
                                FunctionRole.allow("WriteOwnLogs", FunctionRole.WRITE_LOGS, logs.getLogGroupArn())))
                        .build());
        return policy;
    }
}
