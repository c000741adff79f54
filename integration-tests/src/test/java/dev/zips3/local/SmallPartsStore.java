package dev.zips3.local;

import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/** Takes parts below 5 MiB, which S3 does not: with them thousands of multipart uploads take minutes and not hours. */
final class SmallPartsStore extends ForwardingBlobStore {

    /** What S3Proxy takes for a store that does not know, and lets pass. */
    private static final long UNKNOWN = -1;

    SmallPartsStore(BlobStore store) {
        super(store);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        return delegate().listMultipartUpload(upload).stream()
                .map(part -> part.toBuilder().size(UNKNOWN).build())
                .toList();
    }
}
