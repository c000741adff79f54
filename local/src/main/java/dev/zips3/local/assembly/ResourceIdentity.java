package dev.zips3.local.assembly;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The name and the attributes of a resource after its deployment.
 *
 * @param properties returns a resolved property; null if the template does not set it
 */
record ResourceIdentity(String logicalId, String type, UnaryOperator<String> properties, String region) {

    /** The version that the deployment of a new stack publishes. */
    private static final String FIRST_VERSION = "1";

    /** The value of {@code Ref}. */
    String reference() {
        return switch (type) {
            case "AWS::S3::Bucket" -> name("BucketName");
            case "AWS::IAM::Role" -> name("RoleName");
            case "AWS::Logs::LogGroup" -> name("LogGroupName");
            case "AWS::Lambda::Function" -> name("FunctionName");
            case "AWS::Lambda::Version" -> functionArn() + ":" + FIRST_VERSION;
            case "AWS::Lambda::Alias" -> functionArn() + ":" + name("Name");
            case "AWS::SQS::Queue" ->
                "https://sqs." + region + ".amazonaws.com/" + Template.ACCOUNT + "/" + name("QueueName");
            default -> throw unknown("Ref");
        };
    }

    /** The value of {@code Fn::GetAtt}. */
    String attribute(String attribute) {
        return switch (type + "." + attribute) {
            case "AWS::S3::Bucket.Arn" -> "arn:aws:s3:::" + name("BucketName");
            case "AWS::IAM::Role.Arn" -> "arn:aws:iam::" + Template.ACCOUNT + ":role/" + name("RoleName");
            case "AWS::Logs::LogGroup.Arn" -> arn("logs", "log-group:" + name("LogGroupName") + ":*");
            case "AWS::Lambda::Function.Arn" -> functionArn();
            case "AWS::Lambda::Version.Version" -> FIRST_VERSION;
            case "AWS::SQS::Queue.Arn" -> arn("sqs", name("QueueName"));
            case "AWS::SQS::Queue.QueueName" -> name("QueueName");
            default -> throw unknown(attribute);
        };
    }

    private String functionArn() {
        return arn("lambda", "function:" + name("FunctionName"));
    }

    private String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + Template.ACCOUNT + ":" + resource;
    }

    /** If the template has no name, CloudFormation makes one; the lab uses the logical id. */
    private String name(String property) {
        return Objects.requireNonNullElse(properties.apply(property), logicalId);
    }

    private TemplateException unknown(String attribute) {
        return new TemplateException("the template uses " + attribute + " of " + logicalId + ", a " + type
                + ", which the lab does not know");
    }
}
