package dev.zips3.function.s3;

/**
 * The condition under which S3 accepts a write. Exactly one component is set; the other is {@code null}.
 *
 * @param ifNoneMatch header value {@code *}: the key has no object
 * @param ifMatch header value: the ETag of the object to overwrite, quoted as S3 returns it
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional writes</a>
 */
public record WriteCondition(String ifNoneMatch, String ifMatch) {

    /** Writes only if the key has no object. */
    public static WriteCondition ifAbsent() {
        return new WriteCondition("*", null);
    }

    /** Writes only if the key's object has this ETag. */
    public static WriteCondition ifMatch(String eTag) {
        return new WriteCondition(null, eTag);
    }
}
