package dev.zips3.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** What the function may do, and nothing else. */
record FunctionRole(PhysicalNames names, Settings settings) {

    /** Without {@code logs:CreateLogGroup}: a late line must not revive a log group that the stack has deleted. */
    static final List<String> WRITE_LOGS = List.of("logs:CreateLogStream", "logs:PutLogEvents");

    IRole create(Construct scope, ILogGroup logs, IQueue failures) {
        Map<String, PolicyDocument> policies = new LinkedHashMap<>();
        policies.put(
                "ZipImages",
                PolicyDocument.Builder.create()
                        .statements(List.of(
                                readImages(),
                                readAndWriteZips(),
                                tellMissingFromForbidden(),
                                writeOwnLogs(logs),
                                report(failures)))
                        .build());
        return Role.Builder.create(scope, "Role")
                .roleName(names.role())
                .description("Lets the function " + names.function() + " zip the images of one bucket")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(policies)
                .build()
                // CDK's grants would add to it: sqs:GetQueueAttributes and sqs:GetQueueUrl for the failure queue
                .withoutPolicyUpdates();
    }

    private PolicyStatement readImages() {
        return allow("ReadImages", List.of("s3:GetObject"), objects(settings.imagePrefix()));
    }

    private PolicyStatement readAndWriteZips() {
        return allow(
                "ReadAndWriteZips",
                List.of(
                        "s3:PutObject",
                        // the metadata of the ZIP in place says which image it was made of; If-Match asks for it, too
                        "s3:GetObject",
                        // a failed multipart upload leaves no parts behind
                        "s3:AbortMultipartUpload"),
                objects(settings.zipPrefix()));
    }

    /**
     * Without it S3 answers a GET or HEAD of a missing key with 403 in place of 404, and a deleted image would look
     * like a lack of rights. No condition on {@code s3:prefix}: a GET has none, so the condition would bring the 403
     * back.
     */
    private PolicyStatement tellMissingFromForbidden() {
        return allow("TellMissingFromForbidden", List.of("s3:ListBucket"), names.bucketArn());
    }

    private static PolicyStatement writeOwnLogs(ILogGroup logs) {
        return allow("WriteOwnLogs", WRITE_LOGS, logs.getLogGroupArn());
    }

    /** Lambda delivers to the failure queue with the function's own rights. */
    private static PolicyStatement report(IQueue failures) {
        return allow("ReportFailures", List.of("sqs:SendMessage"), failures.getQueueArn());
    }

    private String objects(String prefix) {
        return names.bucketArn() + "/" + prefix + "*";
    }

    private static PolicyStatement allow(String id, List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .sid(id)
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
