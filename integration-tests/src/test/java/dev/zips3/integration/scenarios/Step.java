package dev.zips3.integration.scenarios;

/** What happens next in a history. Numbers choose among what there is at that time, round and round. */
sealed interface Step {

    /** The user uploads an image, over the one that is there. */
    record Put(int key, int image) implements Step {}

    record Delete(int key) implements Step {}

    /** S3 delivers an event, again perhaps. */
    record Deliver(int event) implements Step {}

    /** A delivery that is under way makes its next request. */
    record Advance(int delivery) implements Step {}

    /** The process of a delivery is killed before its next request. */
    record Kill(int delivery) implements Step {}
}
