package dev.zips3.function.snapstart;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.net.ServerSocketFactory;

/**
 * Answers every GET with one image and every PUT with success, each on a connection of its own: just enough of S3 for a
 * rehearsal. Not the JDK's HTTP server, which is in a module that a runtime may lack.
 */
public final class FakeS3 implements AutoCloseable {

    public static final String E_TAG = "d41d8cd98f00b204e9800998ecf8427e";

    /** {@code InetAddress.getLoopbackAddress()} may be of IPv6, and the certificate is for this one. */
    static final byte[] ADDRESS = {127, 0, 0, 1};

    /** Nobody waits this long on the loopback interface: it bounds what a broken rehearsal can cost. */
    private static final int PATIENCE_MILLIS = 5_000;

    private static final int BACKLOG = 8;

    private final ServerSocket server;
    private final byte[] image;
    private final String checksum;
    private final Thread thread;

    public FakeS3(ServerSocketFactory sockets, byte[] image) throws IOException {
        this.image = image;
        CRC32 crc = new CRC32();
        crc.update(image);
        byte[] value =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
        this.checksum = Base64.getEncoder().encodeToString(value);
        this.server = sockets.createServerSocket(0, BACKLOG, InetAddress.getByAddress(ADDRESS));
        this.thread = new Thread(this::serve, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    public URI uri() {
        return URI.create("https://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(PATIENCE_MILLIS);
                answer(new BufferedInputStream(client.getInputStream()), client.getOutputStream());
            } catch (IOException e) {
                // The client has the other end of it and fails with more to say; or this server was closed.
            }
        }
    }

    private void answer(InputStream in, OutputStream out) throws IOException {
        String head = head(in);
        if (head.toLowerCase(Locale.ROOT).contains("\r\nexpect: 100-continue")) {
            write(out, "HTTP/1.1 100 Continue\r\n\r\n");
        }
        in.skipNBytes(contentLength(head));
        boolean get = head.startsWith("GET ");
        write(
                out,
                "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"%s\"\r\nContent-Length: %d\r\n%s\r\n"
                        .formatted(E_TAG, get ? image.length : 0, get ? imageHeaders() : ""));
        if (get) {
            out.write(image);
        }
        out.flush();
    }

    private String imageHeaders() {
        return "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Type: image/png\r\nx-amz-checksum-crc32: "
                + checksum + "\r\n";
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended within a request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static long contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
