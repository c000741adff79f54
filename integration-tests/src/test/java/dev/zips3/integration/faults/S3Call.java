package dev.zips3.integration.faults;

import java.util.regex.Pattern;

/** The requests of which the way of an image consists. */
enum S3Call {
    GET,
    PUT,
    HEAD,
    CREATE,
    PART,
    COMPLETE,
    ABORT;

    private static final Pattern UPLOAD_ID = Pattern.compile("[?&]uploadId=");

    static S3Call of(String method, String target) {
        boolean ofUpload = UPLOAD_ID.matcher(target).find();
        return switch (method) {
            case "GET" -> GET;
            case "HEAD" -> HEAD;
            case "PUT" -> ofUpload ? PART : PUT;
            case "POST" -> ofUpload ? COMPLETE : CREATE;
            case "DELETE" -> ABORT;
            default -> throw new IllegalArgumentException(method + " " + target);
        };
    }
}
