package dev.zips3.local.s3.http;

import java.util.Objects;

/** The credentials that an endpoint accepts. */
public record AccessKey(String id, String secret) {
    public AccessKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(secret, "secret");
    }

    /** Leaves the secret out, so that no log has it. */
    @Override
    public String toString() {
        return "AccessKey[id=" + id + "]";
    }
}
