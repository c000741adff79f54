package dev.zips3.function.s3;

/**
 * What must hold for a write to happen; exactly one of the two is set.
 *
 * @param ifNoneMatch {@code *}: there is no object of that key
 * @param ifMatch the ETag of the object that is replaced
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional writes</a>
 */
public record WriteCondition(String ifNoneMatch, String ifMatch) {

    public static WriteCondition ifAbsent() {
        return new WriteCondition("*", null);
    }

    public static WriteCondition ifMatch(String eTag) {
        return new WriteCondition(null, eTag);
    }
}
