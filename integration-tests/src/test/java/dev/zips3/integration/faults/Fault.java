package dev.zips3.integration.faults;

import java.util.EnumSet;
import java.util.Set;

/** What can go wrong with one request. */
enum Fault {
    /** The connection is reset before the server has the request. */
    RESET,
    /** Half of the request's body arrives, then the connection is reset. */
    REQUEST_CUT,
    /** A byte of the request's body arrives as another. */
    REQUEST_CORRUPTED,
    /** The server does it, and its answer is lost. */
    ANSWER_LOST,
    /** The connection is reset in the middle of the answer. */
    ANSWER_CUT,
    /** The answer ends in the middle of its body as if that were its end. */
    BODY_SHORT,
    /** A byte of the object arrives as another, its CRC-32 is right. */
    BODY_NOT_ITS_CRC32,
    /** A byte of the object arrives as another, its CRC-64/NVME is right. */
    BODY_NOT_ITS_CRC64,
    /** No answer, on a connection that stays open. */
    STALLED,
    /** A late answer. */
    DELAYED,
    INTERNAL_ERROR,
    SLOW_DOWN,
    /** What a conflict is answered with; S3 sends it for conditional writes. */
    CONFLICT,
    PRECONDITION_FAILED,
    /** Status 200 and an error as the body, as S3 answers a Complete that took long. */
    ERROR_WITH_STATUS_200;

    private static final Set<Fault> OF_REQUEST_BODIES = EnumSet.of(REQUEST_CUT, REQUEST_CORRUPTED);
    private static final Set<Fault> OF_OBJECTS = EnumSet.of(BODY_SHORT, BODY_NOT_ITS_CRC32, BODY_NOT_ITS_CRC64);
    private static final Set<Fault> OF_CONDITIONAL_WRITES = EnumSet.of(CONFLICT, PRECONDITION_FAILED);

    /** Whether it can happen to such a request; what cannot is not counted. */
    boolean concerns(S3Call call) {
        if (OF_REQUEST_BODIES.contains(this)) {
            return call == S3Call.PUT || call == S3Call.PART || call == S3Call.COMPLETE;
        }
        if (OF_OBJECTS.contains(this)) {
            return call == S3Call.GET;
        }
        if (OF_CONDITIONAL_WRITES.contains(this)) {
            return call == S3Call.PUT || call == S3Call.COMPLETE;
        }
        return this != ERROR_WITH_STATUS_200 || call == S3Call.COMPLETE;
    }
}
