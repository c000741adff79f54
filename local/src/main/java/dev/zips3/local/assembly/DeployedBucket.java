package dev.zips3.local.assembly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The bucket that notifies the function.
 *
 * @param name with intrinsic functions resolved
 * @param region the stack's region
 * @param owner the stack's account, twelve digits
 * @param objectOwnership {@code BucketOwnerEnforced}, {@code BucketOwnerPreferred} or {@code ObjectWriter}
 * @param policy the JSON document of its bucket policy; empty if it has none
 * @param properties all <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html">properties</a>
 *     that the template sets
 */
public record DeployedBucket(
        String name,
        String region,
        String owner,
        String objectOwnership,
        PublicAccessBlock publicAccessBlock,
        List<NotificationRule> notifications,
        Optional<String> policy,
        JsonNode properties) {
    /** The default of S3: access control lists are disabled. */
    public static final String OWNER_ENFORCED = "BucketOwnerEnforced";

    public DeployedBucket {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(objectOwnership, "objectOwnership");
        Objects.requireNonNull(publicAccessBlock, "publicAccessBlock");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(properties, "properties");
        notifications = List.copyOf(notifications);
        if (!owner.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("Account '" + owner + "' must have twelve digits");
        }
    }

    public String arn() {
        return "arn:aws:s3:::" + name;
    }
}
