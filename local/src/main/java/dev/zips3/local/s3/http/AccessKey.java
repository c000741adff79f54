package dev.zips3.local.s3.http;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/** The credentials that an endpoint accepts. */
public record AccessKey(String id, String secret) {
    /** Forty characters of Base64, as many as AWS's secrets have. */
    private static final int SECRET_BYTES = 30;

    public AccessKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(secret, "secret");
    }

    /**
     * The key of one run: the id is always {@code lab}, the secret is new. A secret that everybody knows would let any
     * web page in the user's browser sign requests.
     */
    public static AccessKey ofThisRun() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return new AccessKey("lab", Base64.getUrlEncoder().encodeToString(random));
    }

    /** Leaves the secret out, so that no log has it. */
    @Override
    public String toString() {
        return "AccessKey[id=" + id + "]";
    }
}
