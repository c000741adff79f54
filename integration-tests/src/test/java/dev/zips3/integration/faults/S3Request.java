package dev.zips3.integration.faults;

import java.util.Arrays;
import java.util.List;

/**
 * A request of an invocation.
 *
 * @param number among those of its kind, from 1; the SDK's own repetitions count
 */
record S3Request(S3Call call, int number) {

    /** Those that can happen to it. */
    List<Fault> faults() {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.concerns(call))
                .toList();
    }

    PlannedFault once(Fault fault) {
        return new PlannedFault(this, fault, PlannedFault.Repeated.ONCE);
    }

    PlannedFault fromThenOn(Fault fault) {
        return new PlannedFault(this, fault, PlannedFault.Repeated.FROM_THEN_ON);
    }
}
