package dev.zips3.local.s3.http;

import java.util.Objects;

/** The one pair of credentials a local endpoint knows. */
public record AccessKey(String id, String secret) {
    public AccessKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(secret, "secret");
    }

    /** Without the secret: records are printed, secrets are not. */
    @Override
    public String toString() {
        return "AccessKey[id=" + id + "]";
    }
}
