package dev.zips3.integration.faults;

import java.util.regex.Pattern;

/** The kinds of requests that the function makes. */
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
            default -> throw new IllegalArgumentException("the function does not make " + method + " " + target);
        };
    }
}
