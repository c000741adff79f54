package dev.zips3.local.cli;

import dev.zips3.local.LabException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Says in a sentence what failed, if it is something that the user can change. */
final class Explanation {

    private Explanation() {}

    /** Empty for a bug of the lab, where only the stack trace helps. */
    static Optional<String> of(Throwable failure) {
        if (failure instanceof UsageException || failure instanceof AppException || failure instanceof LabException) {
            return Optional.of(failure.getMessage());
        }
        if (failure instanceof FileSystemException) {
            String type = failure.getClass().getSimpleName();
            return Optional.of("File system: " + failure.getMessage() + " (" + type + ")");
        }
        if (failure instanceof UncheckedIOException) {
            return of(failure.getCause());
        }
        if (failure instanceof AwsServiceException error && error.awsErrorDetails() != null) {
            return Optional.of("S3: " + error.awsErrorDetails().errorMessage());
        }
        return Optional.empty();
    }
}
