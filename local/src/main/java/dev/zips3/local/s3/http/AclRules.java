package dev.zips3.local.s3.http;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.s3.store.S3Errors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

/**
 * Which access control lists the template's bucket accepts: Object Ownership and Block Public Access decide, as on <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html">S3</a>.
 */
final class AclRules {
    private static final String CANNED = "x-amz-acl";
    private static final String GRANT = "x-amz-grant-";
    private static final String OWNER_FULL_CONTROL = "bucket-owner-full-control";

    /** Public for Block Public Access: they grant access to accounts that the owner does not name. */
    private static final Set<String> PUBLIC = Set.of("public-read", "public-read-write", "authenticated-read");

    /** With one account on the machine, these grant no more than private. */
    private static final Set<String> SAME_AS_PRIVATE =
            Set.of(OWNER_FULL_CONTROL, "bucket-owner-read", "aws-exec-read", "log-delivery-write");

    private final DeployedBucket bucket;

    AclRules(DeployedBucket bucket) {
        this.bucket = bucket;
    }

    /** Refuses a request whose headers have an access control list that the bucket does not accept. */
    void check(HttpServletRequest request, RewrittenRequest rewritten) {
        String canned = request.getHeader(CANNED);
        List<String> grants = grantHeaders(request);
        if (bucket.objectOwnership().equals(DeployedBucket.OWNER_ENFORCED)
                && (!grants.isEmpty() || (canned != null && !canned.equals(OWNER_FULL_CONTROL)))) {
            throw S3Errors.error(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
        }
        boolean isPublic = (canned != null && PUBLIC.contains(canned))
                || grants.stream().map(request::getHeader).anyMatch(grantee -> grantee.contains("/global/"));
        if (bucket.publicAccessBlock().blockPublicAcls() && isPublic) {
            throw blockedByTemplate();
        }
        if (canned != null && SAME_AS_PRIVATE.contains(canned)) {
            // S3ProxyHandler 4.1.0 answers 501 to every canned list but private and public-read.
            rewritten.hide(CANNED);
        }
    }

    private static List<String> grantHeaders(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(GRANT))
                .toList();
    }

    /** Makes the store refuse the lists in the body of a request, which only S3Proxy reads. */
    BlobStore enforcedOn(BlobStore store) {
        return bucket.publicAccessBlock().blockPublicAcls() ? new PrivateBlobStore(store) : store;
    }

    private static RuntimeException blockedByTemplate() {
        return S3Errors.accessDenied("The template blocks public access control lists");
    }

    /** Accepts no list but private. */
    private static final class PrivateBlobStore extends ForwardingBlobStore {
        PrivateBlobStore(BlobStore store) {
            super(store);
        }

        @Override
        public void setContainerAccess(String bucket, BucketCannedACL access) {
            requirePrivate(access == BucketCannedACL.PRIVATE);
            super.setContainerAccess(bucket, access);
        }

        /** Called for a store without versions: the one on disk. */
        @Override
        public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
            requirePrivate(access == ObjectCannedACL.PRIVATE);
            super.setBlobAccess(bucket, key, access);
        }

        /** Called for a store with versions: the one in memory. */
        @Override
        public void setBlobAccess(String bucket, String key, ObjectCannedACL access, String versionId) {
            requirePrivate(access == ObjectCannedACL.PRIVATE);
            super.setBlobAccess(bucket, key, access, versionId);
        }

        private static void requirePrivate(boolean isPrivate) {
            if (!isPrivate) {
                throw blockedByTemplate();
            }
        }
    }
}
