package dev.zips3.integration.faults;

import java.util.Arrays;
import java.util.List;

/**
 * A request of an invocation.
 *
 * @param number among the requests of the same kind, from 1; retries of the SDK count
 */
record S3Request(S3Call call, int number) {

    List<Fault> possibleFaults() {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.canHappenTo(call))
                .toList();
    }

    PlannedFault once(Fault fault) {
        return new PlannedFault(this, fault, PlannedFault.Repetition.ONCE);
    }

    PlannedFault fromThenOn(Fault fault) {
        return new PlannedFault(this, fault, PlannedFault.Repetition.FROM_THEN_ON);
    }
}
