package dev.zips3.integration.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * What a user, S3 and Lambda do, in this order. After the steps the deliveries that have begun run to their end, and
 * every event is delivered until it succeeds.
 */
record Scenario(Sequencing sequencing, Ending ending, List<Step> steps) {

    private static final int MIN_STEPS = 4;
    private static final int MAX_STEPS = 14;
    /** Larger than any count that a step chooses from, so that every choice can occur. */
    private static final int CHOICES = 12;

    /** The order in which the deliveries that have begun run to their end. */
    enum Ending {
        FIRST_BEGUN_FIRST,
        /** The delivery that read first writes last. */
        LAST_BEGUN_FIRST,
        /** One request each in turn. */
        ROUND_ROBIN
    }

    /** Which sequencers the events have. */
    enum Sequencing {
        AS_SENT {
            @Override
            String of(String event, int number) {
                return event;
            }
        },
        /** Half of them with zeros appended, which do not change the order. */
        OTHER_LENGTHS {
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
        /** Half of them without. */
        SOME {
            @Override
            String of(String event, int number) {
                return number % 2 == 0 ? event : NONE.of(event, number);
            }
        };

        abstract String of(String event, int number);

        /**
         * Returns the seed of an upload's bytes. Uploads of one image have the same bytes if their events have
         * sequencers. Without one an upload has bytes of its own: the ZIPs of two such uploads of the same bytes are
         * equal, and then an older event may overwrite the newer ZIP ("Not promised" in docs/invariants.md).
         */
        long seed(int image, int number) {
            boolean hasSequencer = this != NONE && (this != SOME || number % 2 == 0);
            return hasSequencer ? image : CHOICES + number;
        }
    }

    /**
     * Makes the scenario of a seed. Most uploads are of one key, are delivered at once and begin to be read, before the
     * next one: then deliveries of older and newer images interleave, which is what a wrong program fails at.
     */
    static Scenario random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Sequencing sequencing = Sequencing.values()[random.nextInt(Sequencing.values().length)];
        Ending ending = random.nextBoolean()
                ? Ending.LAST_BEGUN_FIRST
                : Ending.values()[random.nextInt(Ending.values().length)];
        List<Step> steps = new ArrayList<>();
        steps.add(randomPut(random));
        for (int i = random.nextInt(MIN_STEPS, MAX_STEPS + 1); i > 1; i--) {
            steps.add(randomStep(random, steps));
        }
        return new Scenario(sequencing, ending, steps);
    }

    private static Step randomStep(SplittableRandom random, List<Step> before) {
        Step last = before.get(before.size() - 1);
        boolean goesOn = random.nextInt(3) > 0;
        if (goesOn && last instanceof Step.Put) {
            return new Step.Deliver(count(Step.Put.class, before) - 1);
        } else if (goesOn && last instanceof Step.Deliver) {
            return new Step.Advance(count(Step.Deliver.class, before) - 1);
        }
        int kind = random.nextInt(24);
        int number = random.nextInt(CHOICES);
        if (kind < 10) {
            return randomPut(random);
        } else if (kind < 16) {
            return new Step.Deliver(number);
        } else if (kind < 22) {
            return new Step.Advance(number);
        }
        return kind == 22 ? new Step.Delete(number) : new Step.Kill(number);
    }

    private static Step randomPut(SplittableRandom random) {
        return new Step.Put(random.nextInt(8) / 7, random.nextInt(CHOICES));
    }

    private static int count(Class<? extends Step> type, List<Step> steps) {
        return (int) steps.stream().filter(type::isInstance).count();
    }

    /**
     * Returns a scenario that still fails and has as few steps as this greedy search finds: it removes half of the
     * steps, then quarters, then single steps, as long as what is left fails.
     */
    Scenario shrunk(Predicate<Scenario> fails) {
        Scenario smallest = this;
        for (int size = steps.size(); size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
            for (int from = 0; from < smallest.steps.size(); ) {
                Scenario smaller = smallest.without(from, Math.min(smallest.steps.size(), from + size));
                if (fails.test(smaller)) {
                    smallest = smaller;
                } else {
                    from += size;
                }
            }
        }
        return smallest;
    }

    private Scenario without(int from, int to) {
        List<Step> rest = new ArrayList<>(steps.subList(0, from));
        rest.addAll(steps.subList(to, steps.size()));
        return new Scenario(sequencing, ending, rest);
    }
}
