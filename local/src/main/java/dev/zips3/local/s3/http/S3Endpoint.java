package dev.zips3.local.s3.http;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.s3.event.EventQueue;
import dev.zips3.local.s3.event.ObjectEvent;
import dev.zips3.local.s3.store.DataDirectory;
import dev.zips3.local.s3.store.DiskBlobStore;
import dev.zips3.local.s3.store.EventingBlobStore;
import dev.zips3.local.s3.store.MemoryBlobStore;
import dev.zips3.local.s3.store.ObjectChanges;
import dev.zips3.local.s3.store.UnusableDirectoryException;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** S3 on this machine: the deployed bucket over a directory, reachable from this machine only. */
public final class S3Endpoint implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_THREADS = 64;

    private final Server server;
    private final ServerConnector connector;
    private final EventQueue events;
    private final BlobStore store;

    /**
     * Starts it.
     *
     * @param port 0 for any that is free
     * @param listener gets each change of an object, in order, on one thread
     * @throws PortTakenException when another process listens on the port
     * @throws UnusableDirectoryException when the directory cannot hold objects
     */
    public S3Endpoint(
            DeployedBucket bucket,
            DataDirectory directory,
            int port,
            AccessKey accessKey,
            Clock clock,
            Consumer<ObjectEvent> listener)
            throws IOException {
        this(bucket, new DiskBlobStore(directory.open()), port, accessKey, clock, listener);
    }

    /**
     * Starts it over memory, on any free port. It takes parts of any size, where S3 refuses parts below 5 MiB.
     *
     * @param listener gets each change of an object, in order, on one thread
     */
    public static S3Endpoint inMemory(
            DeployedBucket bucket, AccessKey accessKey, Clock clock, Consumer<ObjectEvent> listener)
            throws IOException {
        return new S3Endpoint(bucket, new MemoryBlobStore(), 0, accessKey, clock, listener);
    }

    /**
     * Starts it over any store.
     *
     * @param store closed with the endpoint
     */
    public S3Endpoint(
            DeployedBucket bucket,
            BlobStore store,
            int port,
            AccessKey accessKey,
            Clock clock,
            Consumer<ObjectEvent> listener)
            throws IOException {
        this.store = store;
        createOnce(bucket);
        events = new EventQueue(listener);
        ObjectChanges changes = new ObjectChanges(clock, events);
        server = new Server(threads());
        connector = loopback(server, port);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(
                new ServletHolder(new S3Servlet(
                        bucket,
                        accessKey,
                        clock,
                        guarded(bucket, new EventingBlobStore(store, changes, "Put")),
                        guarded(bucket, new EventingBlobStore(store, changes, "Post")))),
                "/*");
        server.setHandler(context);
        server.setErrorHandler(new S3ErrorHandler());
        // An answer under way when the lab ends is not waited for: its client gets a broken connection, as from S3.
        server.setStopTimeout(0);
        start(port);
    }

    /** With an address instead of a name: then the SDKs put the bucket into the path without being told. */
    public URI uri() {
        return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
    }

    /** Ends the server, then waits for the listener to have every event of a request that was answered. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop the S3 endpoint", e);
        } finally {
            events.close();
            store.close();
        }
    }

    private void createOnce(DeployedBucket bucket) {
        if (!store.containerExists(bucket.name())) {
            store.createContainer(
                    CreateBucketRequest.builder().bucket(bucket.name()).build());
        }
    }

    private static BlobStore guarded(DeployedBucket bucket, BlobStore store) {
        return bucket.publicAccessBlock().blockPublicAcls() ? new PrivateBlobStore(store) : store;
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS);
        pool.setName("s3-requests");
        pool.setDaemon(true);
        return pool;
    }

    private static ServerConnector loopback(Server server, int port) {
        HttpConfiguration http = new HttpConfiguration();
        // Keys hold what the newer rules for URIs refuse: encoded slashes, dots, percent signs.
        http.setHttpCompliance(HttpCompliance.LEGACY);
        http.setUriCompliance(UriCompliance.LEGACY);
        // Signatures cover header values, and Jetty's cache answers 'charset=UTF-8' in lower case.
        http.setHeaderCacheCaseSensitive(true);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
        return connector;
    }

    private void start(int port) throws IOException {
        try {
            connector.open();
            server.start();
        } catch (Exception e) {
            close();
            if (e instanceof IOException bind && bind.getCause() instanceof BindException) {
                throw new PortTakenException(port, bind);
            }
            throw new IOException("cannot start the S3 endpoint on port " + port, e);
        }
    }
}
