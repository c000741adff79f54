package dev.zips3.local.s3.http;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.s3.event.ObjectEvent;
import dev.zips3.local.s3.store.ObjectStore;
import dev.zips3.local.s3.store.UnusableDirectoryException;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** S3 on this machine: a server for the deployed bucket, which only this machine can reach. */
public final class S3Endpoint implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_THREADS = 64;

    /** Below every client's timeout; the SDK for Java waits 30 seconds, the function in this project 10. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(2);

    private final Server server;
    private final ServerConnector connector;
    private final ObjectStore objects;

    /**
     * Starts an endpoint that keeps its objects in a directory.
     *
     * @param directory is created if it does not exist
     * @param port 0 for any free port
     * @param listener gets each change of an object, in the order of the changes of its key, on the threads of the
     *     requests; if it throws, the request fails
     * @throws PortTakenException if another process listens on the port
     * @throws UnusableDirectoryException if the directory cannot hold objects, or another lab uses it
     */
    public static S3Endpoint onDisk(
            DeployedBucket bucket,
            Path directory,
            int port,
            AccessKey accessKey,
            Clock clock,
            Consumer<ObjectEvent> listener)
            throws IOException {
        return new S3Endpoint(
                bucket, ObjectStore.onDisk(directory, clock, listener), port, accessKey, clock, KEEP_ALIVE);
    }

    /**
     * Starts an endpoint that keeps its objects in memory, on any free port. It takes parts of any size, where S3
     * refuses parts below 5 MiB.
     *
     * @param listener gets each change of an object, in the order of the changes of its key, on the threads of the
     *     requests; if it throws, the request fails
     */
    public static S3Endpoint inMemory(
            DeployedBucket bucket, AccessKey accessKey, Clock clock, Consumer<ObjectEvent> listener)
            throws IOException {
        return new S3Endpoint(bucket, ObjectStore.inMemory(clock, listener), 0, accessKey, clock, KEEP_ALIVE);
    }

    /** For tests, which cannot wait for long. */
    S3Endpoint(
            DeployedBucket bucket, ObjectStore objects, int port, AccessKey accessKey, Clock clock, Duration keepAlive)
            throws IOException {
        this.objects = objects;
        server = new Server(threads());
        connector = loopback(server, port);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new S3Servlet(bucket, accessKey, clock, objects, keepAlive)), "/*");
        server.setHandler(context);
        server.setErrorHandler(new S3ErrorHandler());
        // The end of the lab does not wait for open responses: their clients get a broken connection.
        server.setStopTimeout(0);
        start(bucket, port);
    }

    /** With an address, not a name: then the SDKs put the bucket into the path. */
    public URI uri() {
        return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
    }

    /** Stops the server; open requests end with a broken connection. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop the S3 endpoint", e);
        } finally {
            objects.close();
        }
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS);
        pool.setName("s3-requests");
        pool.setDaemon(true);
        return pool;
    }

    private static ServerConnector loopback(Server server, int port) {
        HttpConfiguration http = new HttpConfiguration();
        // Jetty's default refuses keys with encoded slashes, dots or percent signs.
        http.setUriCompliance(UriCompliance.LEGACY);
        // Signatures cover header values, and Jetty's cache of them returns "charset=UTF-8" in lower case.
        http.setHeaderCacheCaseSensitive(true);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
        return connector;
    }

    private void start(DeployedBucket bucket, int port) throws IOException {
        try {
            objects.createBucketIfAbsent(bucket.name());
            connector.open();
            server.start();
        } catch (Exception e) {
            close();
            if (e instanceof IOException bind && bind.getCause() instanceof BindException) {
                throw new PortTakenException(port, bind);
            }
            if (e instanceof RuntimeException noBucket) {
                throw noBucket;
            }
            throw new IOException("cannot start the S3 endpoint on port " + port, e);
        }
    }
}
