package dev.zips3.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** What the function may do, and nothing else. */
final class FunctionRole extends Role {

    /** Without {@code logs:CreateLogGroup}: a late line must not bring back a log group that the stack has deleted. */
    static final List<String> WRITE_LOGS = List.of("logs:CreateLogStream", "logs:PutLogEvents");

    FunctionRole(Construct scope, String id, Settings settings, String bucketArn, ILogGroup logs, IQueue failures) {
        super(
                scope,
                id,
                RoleProps.builder()
                        .roleName("lambda_s3_write" + settings.suffix())
                        .description(
                                "Lets the function ZipS3Images" + settings.suffix() + " zip the images of one bucket")
                        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                        .inlinePolicies(Map.of("ZipImages", rights(settings, bucketArn, logs, failures)))
                        .build());
    }

    private static PolicyDocument rights(Settings settings, String bucketArn, ILogGroup logs, IQueue failures) {
        String images = bucketArn + "/" + settings.imagePrefix() + "*";
        String zips = bucketArn + "/" + settings.zipPrefix() + "*";
        return PolicyDocument.Builder.create()
                .statements(List.of(
                        allow("ReadImages", List.of("s3:GetObject"), images),
                        allow(
                                "ReadAndWriteZips",
                                List.of(
                                        "s3:PutObject",
                                        // a ZIP's metadata says which image it was made of; If-Match needs it as well
                                        "s3:GetObject",
                                        // a failed multipart upload leaves no parts behind
                                        "s3:AbortMultipartUpload"),
                                zips),
                        // Without it S3 answers a GET or HEAD of a missing key with 403 instead of 404, and a deleted
                        // image would look like a missing right. A GET has no s3:prefix: a condition on it would
                        // bring the 403 back.
                        allow("TellMissingFromForbidden", List.of("s3:ListBucket"), bucketArn),
                        allow("WriteOwnLogs", WRITE_LOGS, logs.getLogGroupArn()),
                        // Lambda sends to the failure queue with the function's own rights
                        allow("ReportFailures", List.of("sqs:SendMessage"), failures.getQueueArn())))
                .build();
    }

    private static PolicyStatement allow(String id, List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .sid(id)
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
