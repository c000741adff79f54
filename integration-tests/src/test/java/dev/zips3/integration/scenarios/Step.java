package dev.zips3.integration.scenarios;

/**
 * One step of a scenario. Its number chooses among the keys, images, events or deliveries that exist at that time,
 * modulo how many there are; so every list of steps is a scenario, also after some were removed.
 */
sealed interface Step {

    /** The user uploads an image and overwrites the one that is there. */
    record Put(int key, int image) implements Step {}

    record Delete(int key) implements Step {}

    /** S3 delivers an event, for the first time or again. */
    record Deliver(int event) implements Step {}

    /** A delivery that has begun makes its next request. */
    record Advance(int delivery) implements Step {}

    /** The process of a delivery is killed before its next request. */
    record Kill(int delivery) implements Step {}
}
