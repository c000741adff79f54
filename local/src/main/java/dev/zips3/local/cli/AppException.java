package dev.zips3.local.cli;

/** The CDK app failed; the message is what it wrote, in lines. */
final class AppException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AppException(String written) {
        super(written);
    }
}
