package dev.zips3.integration.scenarios;

import java.util.List;

/**
 * What a user, S3 and Lambda do, in this order; afterwards what is under way goes on to its end, and every event is
 * delivered until it succeeds.
 */
record Scenario(Sequencing sequencing, Ending ending, List<Step> steps) {

    /** In which order the deliveries that are under way at last go on. */
    enum Ending {
        FIRST_BEGUN_FIRST,
        /** What began before has read before, and writes after. */
        LAST_BEGUN_FIRST,
        /** One request each. */
        BY_TURNS
    }

    /** What the events say of their order. */
    enum Sequencing {
        AS_SENT {
            @Override
            String of(String event, int number) {
                return event;
            }
        },
        /** Zeros at the end mean nothing: the same sequencer in another length. */
        OF_ANOTHER_LENGTH {
            @Override
            String of(String event, int number) {
                return number % 2 == 0 ? event : event.replaceFirst("(\"sequencer\":\"[0-9A-F]+)\"", "$10000\"");
            }
        },
        NONE {
            @Override
            String of(String event, int number) {
                return event.replaceFirst("\"sequencer\":\"[0-9A-F]+\"", "\"sequencer\":null");
            }
        },
        SOME {
            @Override
            String of(String event, int number) {
                return number % 2 == 0 ? event : NONE.of(event, number);
            }
        };

        abstract String of(String event, int number);
    }
}
