package dev.zips3.local.s3.http;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.s3.store.S3Errors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;

/** Access control lists in headers, judged as the template's bucket judges them. */
final class AclRules {
    private static final String CANNED = "x-amz-acl";
    private static final String GRANT = "x-amz-grant-";

    /** Those that let in others than AWS accounts the owner names: what Block Public Access calls public. */
    private static final Set<String> PUBLIC = Set.of("public-read", "public-read-write", "authenticated-read");

    /** Those that say, with one account on the machine, no more than private. */
    private static final Set<String> OWN =
            Set.of("bucket-owner-full-control", "bucket-owner-read", "aws-exec-read", "log-delivery-write");

    private final DeployedBucket bucket;

    AclRules(DeployedBucket bucket) {
        this.bucket = bucket;
    }

    void judge(HttpServletRequest request, RewrittenRequest rewritten) {
        String canned = request.getHeader(CANNED);
        boolean grants = Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith(GRANT));
        if (bucket.objectOwnership().equals(DeployedBucket.OWNER_ENFORCED)
                && (grants || (canned != null && !canned.equals("bucket-owner-full-control")))) {
            throw S3Errors.error(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
        }
        if (bucket.publicAccessBlock().blockPublicAcls() && (isPublic(canned) || grantsToPublic(request))) {
            throw S3Errors.accessDenied("public access control lists are blocked by the template");
        }
        if (canned != null && OWN.contains(canned)) {
            // S3Proxy answers 501 to them.
            rewritten.hide(CANNED);
        }
    }

    private static boolean isPublic(String canned) {
        return canned != null && PUBLIC.contains(canned);
    }

    private static boolean grantsToPublic(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(GRANT))
                .map(request::getHeader)
                .anyMatch(grantee -> grantee.contains("/global/"));
    }
}
