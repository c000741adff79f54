package dev.zips3.infra;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/** The function, and what of it S3 invokes. */
record ZipFunction(PhysicalNames names, Settings settings, Path jar) {

    private static final String HANDLER = "dev.zips3.function.ZipS3Images::handleRequest";

    IFunction create(Construct scope, IRole role, ILogGroup logs) {
        Function.Builder properties = Function.Builder.create(scope, "Function")
                .functionName(names.function())
                .description("Zips the images uploaded under " + settings.imagePrefix())
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler(HANDLER)
                .code(Code.fromAsset(jar.toString()))
                .memorySize(settings.memoryMiB())
                .timeout(Duration.seconds(settings.timeoutSeconds()))
                .environment(environment())
                .role(role)
                .logGroup(logs)
                .loggingFormat(LoggingFormat.JSON);
        return Release.of(settings).create(properties);
    }

    /** All that the function's code knows of this stack. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("ZIPS3_BUCKET", names.bucket());
        environment.put("ZIPS3_BUCKET_OWNER", Aws.ACCOUNT_ID);
        environment.put("ZIPS3_IMAGE_PREFIX", settings.imagePrefix());
        environment.put("ZIPS3_IMAGE_SUFFIX", settings.imageSuffix());
        environment.put("ZIPS3_ZIP_PREFIX", settings.zipPrefix());
        return environment;
    }
}
