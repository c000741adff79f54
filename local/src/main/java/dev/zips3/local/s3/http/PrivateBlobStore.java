package dev.zips3.local.s3.http;

import dev.zips3.local.s3.store.S3Errors;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

/** Refuses public access control lists that come in a body, where {@link AclRules} cannot see them. */
final class PrivateBlobStore extends ForwardingBlobStore {
    PrivateBlobStore(BlobStore store) {
        super(store);
    }

    @Override
    public void setContainerAccess(String bucket, BucketCannedACL access) {
        requirePrivate(access == BucketCannedACL.PRIVATE);
        super.setContainerAccess(bucket, access);
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
        requirePrivate(access == ObjectCannedACL.PRIVATE);
        super.setBlobAccess(bucket, key, access);
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access, String versionId) {
        requirePrivate(access == ObjectCannedACL.PRIVATE);
        super.setBlobAccess(bucket, key, access, versionId);
    }

    private static void requirePrivate(boolean isPrivate) {
        if (!isPrivate) {
            throw S3Errors.accessDenied("public access control lists are blocked by the template");
        }
    }
}
