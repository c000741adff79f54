package dev.zips3.local.cli;

import dev.zips3.infra.LabException;
import dev.zips3.local.assembly.TemplateException;
import dev.zips3.local.s3.http.PortTakenException;
import dev.zips3.local.s3.store.UnusableDirectoryException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A failure in a sentence, where the user can remedy it. */
final class Explanation {

    private Explanation() {}

    /** Empty for what is a fault of the lab: there only the trace helps. */
    static Optional<String> of(Throwable failure) {
        if (failure instanceof LabException
                || failure instanceof TemplateException
                || failure instanceof PortTakenException
                || failure instanceof UnusableDirectoryException
                || failure instanceof UsageException) {
            return Optional.of(failure.getMessage());
        }
        if (failure instanceof FileSystemException) {
            String type = failure.getClass().getSimpleName();
            return Optional.of("File system: " + failure.getMessage() + " (" + type + ")");
        }
        if (failure instanceof UncheckedIOException) {
            return of(failure.getCause());
        }
        if (failure instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null) {
            return Optional.of("S3: " + refusal.awsErrorDetails().errorMessage());
        }
        return Optional.empty();
    }
}
