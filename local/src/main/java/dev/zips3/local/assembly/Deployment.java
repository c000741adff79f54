package dev.zips3.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.zips3.local.assembly.DeployedFunction.Logging;
import dev.zips3.local.assembly.Template.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the template that the lab runs. The lab reads nothing else: where the template is wrong, the lab is wrong
 * in the same way.
 *
 * @param function that the bucket notifies
 * @param eventInvokeConfig of the function, as the bucket invokes it
 * @param outputs of the stack, by name
 */
public record Deployment(
        DeployedBucket bucket,
        DeployedFunction function,
        EventInvokeConfig eventInvokeConfig,
        Map<String, String> outputs) {

    private static final String LATEST = "$LATEST";

    /**
     * Reads what a cloud assembly deploys.
     *
     * @param cloudAssembly a directory with {@code manifest.json}, as {@code cdk synth} writes it
     * @throws IOException if a file of the assembly cannot be read
     * @throws TemplateException if the template does not have exactly one bucket that notifies exactly one function, or
     *     has something that the lab does not know
     */
    public static Deployment from(Path cloudAssembly) throws IOException {
        CloudAssembly assembly = new CloudAssembly(cloudAssembly);
        try {
            return from(assembly.template(), assembly);
        } catch (IllegalArgumentException e) {
            throw new TemplateException("the template has a value that AWS would refuse: " + e.getMessage());
        }
    }

    private static Deployment from(Template template, CloudAssembly assembly) throws IOException {
        Resource bucket = notifyingBucket(template);
        List<NotificationRule> rules = rules(bucket);
        String target = rules.get(0).functionArn();
        if (!rules.stream().allMatch(rule -> rule.functionArn().equals(target))) {
            throw new TemplateException("the bucket notifies several functions; the lab runs one");
        }
        Target invoked = Target.of(target);
        return new Deployment(
                bucket(bucket, rules, template),
                function(invoked, template, assembly),
                eventInvokeConfig(invoked, template),
                template.outputs());
    }

    /**
     * The parts of the ARN that S3 invokes.
     *
     * @param qualifier an alias or a version; {@code $LATEST} for the function itself
     */
    private record Target(String arn, String functionName, String qualifier) {

        /** {@code arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]}. */
        static Target of(String arn) {
            String[] parts = arn.split(":", -1);
            if (parts.length < 7) {
                throw new TemplateException("the bucket notifies " + arn + ", which is not the ARN of a function");
            }
            return new Target(arn, parts[6], parts.length > 7 ? parts[7] : LATEST);
        }
    }

    private static Resource notifyingBucket(Template template) {
        List<Resource> buckets = template.resources("AWS::S3::Bucket").stream()
                .filter(bucket -> bucket.properties()
                                .at("/NotificationConfiguration/LambdaConfigurations")
                                .size()
                        > 0)
                .toList();
        if (buckets.size() != 1) {
            throw new TemplateException(
                    "the template has " + buckets.size() + " buckets that notify a function; the lab runs one");
        }
        return buckets.get(0);
    }

    private static List<NotificationRule> rules(Resource bucket) {
        List<NotificationRule> rules = new ArrayList<>();
        for (JsonNode configuration : bucket.properties().at("/NotificationConfiguration/LambdaConfigurations")) {
            Map<String, String> filter = new LinkedHashMap<>();
            for (JsonNode rule : configuration.at("/Filter/S3Key/Rules")) {
                // S3 takes Prefix, prefix and PREFIX.
                filter.put(
                        rule.path("Name").asText().toLowerCase(Locale.ROOT),
                        rule.path("Value").asText());
            }
            rules.add(new NotificationRule(
                    bucket.logicalId() + "-" + rules.size(),
                    List.of(configuration.path("Event").asText()),
                    filter.getOrDefault("prefix", ""),
                    filter.getOrDefault("suffix", ""),
                    configuration.path("Function").asText()));
        }
        return rules;
    }

    private static DeployedBucket bucket(Resource bucket, List<NotificationRule> rules, Template template) {
        JsonNode properties = bucket.properties();
        JsonNode access = properties.path("PublicAccessBlockConfiguration");
        PublicAccessBlock block = access.isMissingNode()
                ? PublicAccessBlock.ALL
                : new PublicAccessBlock(
                        access.path("BlockPublicAcls").asBoolean(),
                        access.path("IgnorePublicAcls").asBoolean(),
                        access.path("BlockPublicPolicy").asBoolean(),
                        access.path("RestrictPublicBuckets").asBoolean());
        String ownership =
                properties.at("/OwnershipControls/Rules/0/ObjectOwnership").asText(DeployedBucket.OWNER_ENFORCED);
        return new DeployedBucket(
                bucket.text("BucketName"),
                template.region(),
                Template.ACCOUNT,
                ownership,
                block,
                rules,
                policy(bucket, template),
                properties);
    }

    private static Optional<String> policy(Resource bucket, Template template) {
        return template.resources("AWS::S3::BucketPolicy").stream()
                .filter(policy -> policy.text("Bucket").equals(bucket.text("BucketName")))
                .map(policy -> policy.properties().path("PolicyDocument").toString())
                .findFirst();
    }

    private static DeployedFunction function(Target target, Template template, CloudAssembly assembly)
            throws IOException {
        Resource function = template.resources("AWS::Lambda::Function").stream()
                .filter(candidate ->
                        candidate.properties().path("FunctionName").asText().equals(target.functionName()))
                .findFirst()
                .orElseThrow(() -> new TemplateException("the template has no function " + target.functionName()));
        JsonNode properties = function.properties();
        Map<String, String> environment = new LinkedHashMap<>();
        properties
                .at("/Environment/Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        String version = version(target, template);
        boolean snapshots = properties.at("/SnapStart/ApplyOn").asText().equals("PublishedVersions");
        return new DeployedFunction(
                target.functionName(),
                target.arn(),
                version,
                snapshots && !version.equals(LATEST),
                runtime(function),
                function.text("Handler"),
                function.number("MemorySize", 128),
                Duration.ofSeconds(function.number("Timeout", 3)),
                environment,
                assembly.asset(properties.at("/Code/S3Key").asText()),
                logging(properties, target),
                template.region());
    }

    /** A function without a runtime is a container image, and one with a {@code provided} runtime brings its own. */
    private static String runtime(Resource function) {
        String runtime = function.text("Runtime");
        if (!DeployedFunction.isJava(runtime)) {
            throw new TemplateException("%s %s has Runtime=%s; the lab runs Java only"
                    .formatted(function.type(), function.logicalId(), runtime));
        }
        return runtime;
    }

    /**
     * Uses Lambda's defaults where the template has no value.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">Log-level
     *     filtering</a>
     */
    private static Logging logging(JsonNode properties, Target target) {
        JsonNode config = properties.path("LoggingConfig");
        String format = config.path("LogFormat").asText("Text");
        return new Logging(
                config.path("LogGroup").asText("/aws/lambda/" + target.functionName()),
                format,
                format.equals("JSON")
                        ? Optional.of(config.path("ApplicationLogLevel").asText("INFO"))
                        : Optional.empty());
    }

    private static String version(Target target, Template template) {
        return template.resources("AWS::Lambda::Alias").stream()
                .filter(alias -> alias.text("FunctionName").equals(target.functionName())
                        && alias.text("Name").equals(target.qualifier()))
                .map(alias -> alias.text("FunctionVersion"))
                .findFirst()
                .orElse(target.qualifier());
    }

    /** Uses Lambda's defaults where the template has no value. */
    private static EventInvokeConfig eventInvokeConfig(Target target, Template template) {
        Optional<Resource> configuration = template.resources("AWS::Lambda::EventInvokeConfig").stream()
                .filter(candidate -> candidate.text("FunctionName").equals(target.functionName())
                        && candidate.text("Qualifier").equals(target.qualifier()))
                .findFirst();
        JsonNode properties = configuration.map(Resource::properties).orElseGet(MissingNode::getInstance);
        String destination =
                properties.at("/DestinationConfig/OnFailure/Destination").asText("");
        return new EventInvokeConfig(
                configuration
                        .map(found -> found.number("MaximumRetryAttempts", 2))
                        .orElse(2),
                Duration.ofSeconds(configuration
                        .map(found -> found.number("MaximumEventAgeInSeconds", 21_600))
                        .orElse(21_600)),
                destination.isEmpty() ? Optional.empty() : Optional.of(destination));
    }
}
