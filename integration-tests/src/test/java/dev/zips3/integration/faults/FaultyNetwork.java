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
import java.util.zip.CRC32;

/**
 * What lies between the SDK and S3: passes each request on and its answer back, each on a connection of its own, unless
 * it is planned to go wrong.
 */
final class FaultyNetwork implements AutoCloseable {

    private static final int LATE_MILLIS = 30;

    private final URI server;
    private final ServerSocket socket;
    private final ExecutorService connections = Executors.newCachedThreadPool(FaultyNetwork::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private List<PlannedFault> plan = List.of();
    private final Map<S3Call, Integer> counts = new EnumMap<>(S3Call.class);
    private final List<S3Request> requests = new ArrayList<>();
    private final List<HttpMessage> heads = new ArrayList<>();

    FaultyNetwork(URI server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        connections.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** From now on; requests are counted from now on. */
    synchronized void plan(List<PlannedFault> faults) {
        plan = faults;
        counts.clear();
        requests.clear();
        heads.clear();
    }

    /** What came since, in order. */
    synchronized List<S3Request> requests() {
        return List.copyOf(requests);
    }

    /** The same, as HTTP has it, without the bodies. */
    synchronized List<HttpMessage> heads() {
        return List.copyOf(heads);
    }

    private synchronized Optional<Fault> next(HttpMessage message) {
        S3Call call = S3Call.of(message.method(), message.target());
        S3Request request = new S3Request(call, counts.merge(call, 1, Integer::sum));
        requests.add(request);
        heads.add(message.withoutBody());
        return plan.stream().filter(f -> f.strikes(request)).findFirst().map(PlannedFault::fault);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                client.setTcpNoDelay(true);
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
            Optional<Fault> fault = next(request);
            if (fault.isPresent()) {
                strike(fault.get(), request, client);
            } else {
                forward(request).writeTo(client.getOutputStream());
            }
        } catch (IOException e) {
            // The client gave up, as it may.
            return;
        } finally {
            open.remove(client);
        }
    }

    private void strike(Fault fault, HttpMessage request, Socket client) throws IOException {
        switch (fault) {
            case RESET -> reset(client);
            case REQUEST_CUT -> {
                sendHalf(request);
                reset(client);
            }
            case REQUEST_CORRUPTED -> forward(request.corrupted()).writeTo(client.getOutputStream());
            case ANSWER_LOST -> {
                forward(request);
                reset(client);
            }
            case ANSWER_CUT -> {
                client.getOutputStream().write(forward(request).half());
                reset(client);
            }
            case BODY_SHORT -> client.getOutputStream().write(forward(request).half());
            case BODY_NOT_ITS_CRC32 -> corrupted(forward(request), "crc32", FaultyNetwork::crc32, client);
            case BODY_NOT_ITS_CRC64 -> corrupted(forward(request), "crc64nvme", FaultyNetwork::crc64, client);
            case STALLED -> stall();
            case DELAYED -> {
                sleep();
                forward(request).writeTo(client.getOutputStream());
            }
            case INTERNAL_ERROR -> answer(client, "500 Internal Server Error", "InternalError");
            case SLOW_DOWN -> answer(client, "503 Slow Down", "SlowDown");
            case CONFLICT -> answer(client, "409 Conflict", "ConditionalRequestConflict");
            case PRECONDITION_FAILED -> answer(client, "412 Precondition Failed", "PreconditionFailed");
            case ERROR_WITH_STATUS_200 -> answer(client, "200 OK", "InternalError");
        }
    }

    private HttpMessage forward(HttpMessage request) throws IOException {
        try (Socket upstream = new Socket()) {
            upstream.setTcpNoDelay(true);
            upstream.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            request.writeTo(upstream.getOutputStream());
            return HttpMessage.readAnswer(upstream.getInputStream());
        }
    }

    private void sendHalf(HttpMessage request) throws IOException {
        try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
            upstream.getOutputStream().write(request.half());
            reset(upstream);
        }
    }

    private static void corrupted(HttpMessage answer, String name, Function<byte[], byte[]> sum, Socket client)
            throws IOException {
        String right = Base64.getEncoder().encodeToString(sum.apply(answer.body()));
        answer.withHeader("x-amz-checksum-" + name, right).corrupted().writeTo(client.getOutputStream());
    }

    private static byte[] crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }

    /** Bit by bit, so that it shares no mistake with the one it checks. */
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

    private static void answer(Socket client, String status, String code) throws IOException {
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>planned"
                        + "</Message><RequestId>1</RequestId></Error>")
                .getBytes(StandardCharsets.UTF_8);
        new HttpMessage(
                        "HTTP/1.1 " + status
                                + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                                + body.length + "\r\n\r\n",
                        body)
                .writeTo(client.getOutputStream());
    }

    /** With no time to linger, closing sends RST in place of FIN. */
    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void stall() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
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
