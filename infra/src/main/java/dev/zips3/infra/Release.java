package dev.zips3.infra;

import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;

/** Which of the function's versions S3 invokes. */
sealed interface Release permits PublishedAlias, LatestCode {

    static Release of(Settings settings) {
        return settings.snapStart() ? new PublishedAlias() : new LatestCode();
    }

    /** Permission, retries and failure destination belong on what this returns: Lambda looks for them there alone. */
    IFunction create(Function.Builder properties);
}
