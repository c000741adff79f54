package dev.zips3.infra;

import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.SnapStartConf;

/** A published version that starts from a snapshot of a JVM already warm; the alias moves to each new one. */
record PublishedAlias() implements Release {

    @Override
    public IFunction create(Function.Builder properties) {
        Function function =
                properties.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS).build();
        Annotations.of(function)
                .acknowledgeWarning(
                        "@aws-cdk/aws-lambda:snapStartRequirePublish", "the alias points to a published version");
        return Alias.Builder.create(function, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
    }
}
