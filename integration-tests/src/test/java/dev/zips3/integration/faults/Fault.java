package dev.zips3.integration.faults;

import java.util.EnumSet;
import java.util.Set;

/** What can go wrong with one request. */
enum Fault {
    /** The connection is reset before the server receives the request. */
    RESET,
    /** Half of the request's body arrives, then the connection is reset. */
    REQUEST_CUT,
    /** One byte of the request's body is changed. */
    REQUEST_CORRUPTED,
    /** The server does what is requested, but its response is lost. */
    RESPONSE_LOST,
    /** The connection is reset in the middle of the response. */
    RESPONSE_CUT,
    /** The response ends in the middle of its body, and the connection is closed as usual. */
    BODY_SHORT,
    /** Half of the object comes, then nothing more, and the connection stays open. */
    BODY_STALLED,
    /** One byte of the object is changed; the header has the CRC-32 of the original bytes. */
    BODY_WITH_OTHER_CRC32,
    /** The same with CRC-64/NVME. */
    BODY_WITH_OTHER_CRC64,
    /** No response comes, and the connection stays open. */
    STALLED,
    /** The response comes late. */
    DELAYED,
    INTERNAL_ERROR,
    SLOW_DOWN,
    /** 409, as S3 answers a conditional write that another write overtakes. */
    CONFLICT,
    /** 412 */
    PRECONDITION_FAILED,
    /** Status 200 with an error in the body, as S3 can answer a CompleteMultipartUpload that takes long. */
    INTERNAL_ERROR_WITH_STATUS_200,
    /** The same, when another write overtook this one. */
    CONFLICT_WITH_STATUS_200,
    /** The same, when the condition does not hold. */
    PRECONDITION_FAILED_WITH_STATUS_200,
    /** The response has white space before its XML declaration, as some servers send it while they assemble. */
    WHITE_SPACE_BEFORE_XML;

    private static final Set<Fault> OF_REQUEST_BODIES = EnumSet.of(REQUEST_CUT, REQUEST_CORRUPTED);
    private static final Set<Fault> OF_OBJECTS =
            EnumSet.of(BODY_SHORT, BODY_STALLED, BODY_WITH_OTHER_CRC32, BODY_WITH_OTHER_CRC64);
    private static final Set<Fault> OF_CONDITIONAL_WRITES = EnumSet.of(CONFLICT, PRECONDITION_FAILED);
    private static final Set<Fault> OF_COMPLETE = EnumSet.of(
            INTERNAL_ERROR_WITH_STATUS_200,
            CONFLICT_WITH_STATUS_200,
            PRECONDITION_FAILED_WITH_STATUS_200,
            WHITE_SPACE_BEFORE_XML);

    /** Whether it can happen to such a request. */
    boolean canHappenTo(S3Call call) {
        if (OF_REQUEST_BODIES.contains(this)) {
            return call == S3Call.PUT || call == S3Call.PART || call == S3Call.COMPLETE;
        }
        if (OF_OBJECTS.contains(this)) {
            return call == S3Call.GET;
        }
        if (OF_CONDITIONAL_WRITES.contains(this)) {
            return call == S3Call.PUT || call == S3Call.COMPLETE;
        }
        return !OF_COMPLETE.contains(this) || call == S3Call.COMPLETE;
    }
}
