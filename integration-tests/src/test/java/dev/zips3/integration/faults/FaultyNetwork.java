package dev.zips3.integration.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A proxy between the function and S3. It forwards each request on a connection of its own and records it, and breaks
 * the requests for which a fault is planned.
 */
final class FaultyNetwork implements AutoCloseable {

    private static final int DELAY_MILLIS = 30;
    private static final Pattern CHECKSUM_TRAILER = Pattern.compile("x-amz-checksum-crc32:([A-Za-z0-9+/=]+)");
    private static final int TIMEOUT_MILLIS = 60_000;

    private final URI server;
    private final ServerSocket socket;
    private final ExecutorService connections = Executors.newCachedThreadPool(FaultyNetwork::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private List<PlannedFault> plan = List.of();
    private final Map<S3Call, Integer> counts = new EnumMap<>(S3Call.class);
    private final List<S3Request> requests = new ArrayList<>();
    private final List<HttpMessage> messages = new ArrayList<>();

    FaultyNetwork(URI server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        connections.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Replaces the planned faults, and forgets the requests so far. */
    synchronized void plan(List<PlannedFault> faults) {
        plan = faults;
        counts.clear();
        requests.clear();
        messages.clear();
    }

    /** The requests since the last plan, in their order. */
    synchronized List<S3Request> requests() {
        return List.copyOf(requests);
    }

    /** The same requests as HTTP messages, without the bodies of images and ZIPs. */
    synchronized List<HttpMessage> messages() {
        return List.copyOf(messages);
    }

    /** Waits until the request has come. */
    synchronized void awaitRequest(S3Request request) throws InterruptedException {
        long start = System.nanoTime();
        while (!requests.contains(request)) {
            long left = TIMEOUT_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (left <= 0) {
                throw new AssertionError(request + " did not come; there came " + requests);
            }
            wait(left);
        }
    }

    /** Records the request and returns the fault that is planned for it. */
    private synchronized Optional<Fault> record(HttpMessage message) {
        S3Call call = S3Call.of(message.method(), message.target());
        S3Request request = new S3Request(call, counts.merge(call, 1, Integer::sum));
        requests.add(request);
        messages.add(call == S3Call.COMPLETE ? message : message.withoutBody());
        notifyAll();
        return plan.stream().filter(f -> f.breaks(request)).findFirst().map(PlannedFault::fault);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
                client.setSoTimeout(TIMEOUT_MILLIS);
                connections.execute(() -> serve(client));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            BufferedInputStream in = new BufferedInputStream(client.getInputStream());
            String head = HttpMessage.readHead(in);
            if (head == null) {
                return;
            }
            if (new HttpMessage(head, new byte[0]).header("expect") != null) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            HttpMessage request = HttpMessage.readRequest(head, in)
                    .withoutHeader("expect")
                    .withoutHeader("connection")
                    .withHeader("Connection", "close");
            Optional<Fault> fault = record(request);
            if (fault.isPresent()) {
                inject(fault.get(), request, client);
            } else {
                forward(request).writeTo(client.getOutputStream());
            }
        } catch (IOException e) {
            // The client closed the connection: it stopped waiting, or its process was killed.
            return;
        } finally {
            open.remove(client);
        }
    }

    private void inject(Fault fault, HttpMessage request, Socket client) throws IOException {
        switch (fault) {
            case RESET -> reset(client);
            case REQUEST_CUT -> {
                sendHalf(request);
                reset(client);
            }
            case REQUEST_CORRUPTED -> forward(request.corrupted()).writeTo(client.getOutputStream());
            case RESPONSE_LOST -> {
                forward(request);
                reset(client);
            }
            case RESPONSE_CUT -> {
                client.getOutputStream().write(forward(request).half());
                reset(client);
            }
            case BODY_SHORT -> client.getOutputStream().write(forward(request).half());
            case BODY_STALLED -> {
                client.getOutputStream().write(forward(request).half());
                stall();
            }
            case BODY_WITH_OTHER_CRC32 -> corrupted(forward(request), "crc32", FaultyNetwork::crc32, client);
            case BODY_WITH_OTHER_CRC64 -> corrupted(forward(request), "crc64nvme", FaultyNetwork::crc64, client);
            case STALLED -> stall();
            case DELAYED -> {
                sleep();
                forward(request).writeTo(client.getOutputStream());
            }
            case INTERNAL_ERROR -> respond(client, "500 Internal Server Error", "InternalError");
            case SLOW_DOWN -> respond(client, "503 Slow Down", "SlowDown");
            case CONFLICT -> respond(client, "409 Conflict", "ConditionalRequestConflict");
            case PRECONDITION_FAILED -> respond(client, "412 Precondition Failed", "PreconditionFailed");
            case INTERNAL_ERROR_WITH_STATUS_200 -> respond(client, "200 OK", "InternalError");
            case CONFLICT_WITH_STATUS_200 -> respond(client, "200 OK", "ConditionalRequestConflict");
            case PRECONDITION_FAILED_WITH_STATUS_200 -> respond(client, "200 OK", "PreconditionFailed");
            case WHITE_SPACE_BEFORE_XML -> forward(request).afterWhiteSpace().writeTo(client.getOutputStream());
        }
    }

    private HttpMessage forward(HttpMessage request) throws IOException {
        try (Socket upstream = new Socket()) {
            upstream.setTcpNoDelay(true);
            upstream.setSoTimeout(TIMEOUT_MILLIS);
            upstream.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MILLIS);
            request.writeTo(upstream.getOutputStream());
            return withChecksum(request, HttpMessage.readResponse(upstream.getInputStream()));
        }
    }

    /** S3 repeats the checksum of a part in its response; the local S3 does not. */
    private static HttpMessage withChecksum(HttpMessage request, HttpMessage response) {
        if (S3Call.of(request.method(), request.target()) == S3Call.PART) {
            Matcher checksum = CHECKSUM_TRAILER.matcher(new String(request.body(), StandardCharsets.ISO_8859_1));
            if (checksum.find()) {
                return response.withHeader("x-amz-checksum-crc32", checksum.group(1));
            }
        }
        return response;
    }

    private void sendHalf(HttpMessage request) throws IOException {
        try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
            upstream.getOutputStream().write(request.half());
            reset(upstream);
        }
    }

    private static void corrupted(HttpMessage response, String name, Function<byte[], byte[]> sum, Socket client)
            throws IOException {
        String checksum = Base64.getEncoder().encodeToString(sum.apply(response.body()));
        response.withHeader("x-amz-checksum-" + name, checksum).corrupted().writeTo(client.getOutputStream());
    }

    private static byte[] crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }

    /** Bit by bit, so that it cannot have the same bug as the function's, which uses tables. */
    private static byte[] crc64(byte[] bytes) {
        long crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x9A6C9329AC4BC9B5L;
            }
        }
        return ByteBuffer.allocate(Long.BYTES).putLong(~crc).array();
    }

    private static void respond(Socket client, String status, String code) throws IOException {
        // S3 sends the white space that keeps the connection alive after the XML declaration.
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n  \n<Error><Code>" + code
                        + "</Code><Message>planned" + "</Message><RequestId>1</RequestId></Error>")
                .getBytes(StandardCharsets.UTF_8);
        new HttpMessage(
                        "HTTP/1.1 " + status
                                + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                                + body.length + "\r\n\r\n",
                        body)
                .writeTo(client.getOutputStream());
    }

    /** With a linger time of 0, closing sends RST instead of FIN. */
    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void stall() {
        try {
            closed.await(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "faulty-network");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        closed.countDown();
        for (Socket client : open) {
            client.close();
        }
        connections.shutdownNow();
    }
}
