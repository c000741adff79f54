package dev.zips3.local.cli;

/**
 * What became of one image.
 *
 * @param bytesOut of the saved ZIP; 0 if there is none
 * @param milliseconds that the function took, by its own account
 * @param outcome the function's, or why there is none
 * @param reason why there is no ZIP; empty if there is one
 */
record ZipResult(Image image, long bytesOut, long milliseconds, String outcome, String reason) {

    static ZipResult failed(Image image, String outcome, String reason) {
        return new ZipResult(image, 0, 0, outcome, reason);
    }

    boolean isZipped() {
        return reason.isEmpty();
    }
}
