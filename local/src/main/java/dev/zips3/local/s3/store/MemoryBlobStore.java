package dev.zips3.local.s3.store;

import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/** Objects in memory, with parts of any size: thousands of multipart uploads then take seconds. */
public final class MemoryBlobStore extends ForwardingBlobStore {
    private static final long UNKNOWN = -1;

    public MemoryBlobStore() {
        super(BlobStores.create("transient", new Properties()));
    }

    /** Hides the size of parts: S3Proxy refuses parts below 5 MiB, but not parts of unknown size. */
    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        return delegate().listMultipartUpload(upload).stream()
                .map(part -> part.toBuilder().size(UNKNOWN).build())
                .toList();
    }
}
