package dev.zips3.local.lambda.child;

/** The handler cannot be loaded or has no usable method; trying again does not help. */
final class HandlerException extends Exception {

    private final String errorType;

    /** @param errorType as it is reported to the runtime API */
    HandlerException(String errorType, String message, Throwable cause) {
        super(message, cause);
        this.errorType = errorType;
    }

    String errorType() {
        return errorType;
    }
}
