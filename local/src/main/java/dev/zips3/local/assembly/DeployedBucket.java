package dev.zips3.local.assembly;

import java.util.List;
import java.util.Objects;

/**
 * The bucket that notifies the function.
 *
 * @param name with intrinsic functions resolved
 * @param region the stack's region
 * @param owner the stack's account, twelve digits
 * @param objectOwnership {@code BucketOwnerEnforced}, {@code BucketOwnerPreferred} or {@code ObjectWriter}
 */
public record DeployedBucket(
        String name,
        String region,
        String owner,
        String objectOwnership,
        PublicAccessBlock publicAccessBlock,
        List<NotificationRule> notifications) {
    /** The default of S3: access control lists are disabled. */
    public static final String OWNER_ENFORCED = "BucketOwnerEnforced";

    public DeployedBucket {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(objectOwnership, "objectOwnership");
        Objects.requireNonNull(publicAccessBlock, "publicAccessBlock");
        notifications = List.copyOf(notifications);
        if (!owner.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("Account '" + owner + "' must have twelve digits");
        }
    }

    public String arn() {
        return "arn:aws:s3:::" + name;
    }
}
