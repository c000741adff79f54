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

/** The role of the function. It allows what the function needs, and nothing else. */
final class FunctionRole extends Role {

    /** Without {@code logs:CreateLogGroup}: a late log line must not create the deleted log group again. */
    static final List<String> WRITE_LOGS = List.of("logs:CreateLogStream", "logs:PutLogEvents");

    FunctionRole(Construct scope, String id, Settings settings, String bucketArn, ILogGroup logs, IQueue failures) {
        super(
                scope,
                id,
                RoleProps.builder()
                        .roleName(settings.roleName())
                        .description("Lets the function " + settings.functionName() + " zip the images of one bucket")
                        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                        .inlinePolicies(Map.of("ZipImages", rights(settings, bucketArn, logs, failures)))
                        .build());
    }

    private static PolicyDocument rights(Settings settings, String bucketArn, ILogGroup logs, IQueue failures) {
        String images = bucketArn + "/" + settings.imagePrefix() + "*" + settings.imageSuffix();
        String zips = bucketArn + "/" + settings.zipPrefix() + "*" + settings.imageSuffix() + ".zip";
        return PolicyDocument.Builder.create()
                .statements(List.of(
                        allow("ReadImages", List.of("s3:GetObject"), images),
                        allow(
                                "ReadAndWriteZips",
                                List.of(
                                        "s3:PutObject",
                                        // The metadata of a ZIP names its image. A write with If-Match needs this
                                        // right, too.
                                        "s3:GetObject",
                                        // A failed multipart upload must leave no parts.
                                        "s3:AbortMultipartUpload"),
                                zips),
                        // Without it S3 answers a GET or HEAD of a missing key with 403 instead of 404, so a deleted
                        // image would look like a missing right. There is no condition on s3:prefix, because a GET
                        // has none, and S3 would answer with 403 again.
                        allow("TellMissingFromForbidden", List.of("s3:ListBucket"), bucketArn),
                        allow("WriteOwnLogs", WRITE_LOGS, logs.getLogGroupArn()),
                        // Lambda uses the function's role to send to the failure queue.
                        allow("ReportFailures", List.of("sqs:SendMessage"), failures.getQueueArn())))
                .build();
    }

    static PolicyStatement allow(String id, List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .sid(id)
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
