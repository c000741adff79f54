package dev.zips3.local.lambda.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;

/** Reads an S3 event with the classes of aws-lambda-java-events. */
public final class S3Keys implements RequestHandler<S3Event, String> {

    @Override
    public String handleRequest(S3Event event, Context context) {
        if (event.getRecords().isEmpty()) {
            return "no records";
        }
        S3ObjectEntity object = event.getRecords().get(0).getS3().getObject();
        return "%s|%d|%s|%s|%s"
                .formatted(
                        object.getUrlDecodedKey(),
                        object.getSizeAsLong(),
                        object.geteTag(),
                        object.getSequencer(),
                        object.getVersionId());
    }
}
