package dev.zips3.function;

import java.util.List;

/** What a user, S3 and Lambda do, in this order; afterwards every event is delivered until it succeeds. */
record History(Sequencing sequencing, List<Step> steps) {

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
