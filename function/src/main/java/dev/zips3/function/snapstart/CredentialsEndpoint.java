package dev.zips3.function.snapstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Gives out credentials that are not valid anywhere, as the endpoint does from which the function takes its credentials
 * after a restore. So the warm-up in memory goes the same way without real credentials.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">Container
 *     credential provider</a>
 */
final class CredentialsEndpoint implements AutoCloseable {

    private static final String BODY = """
            {"AccessKeyId":"warm-up","SecretAccessKey":"warm-up","Token":"warm-up","Expiration":"2100-01-01T00:00:00Z"}
            """;

    /** "close" keeps the connection out of the snapshot. */
    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    private final ServerSocket socket;

    CredentialsEndpoint() throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread thread = new Thread(this::serve, "warm-up-credentials");
        thread.setDaemon(true);
        thread.start();
    }

    String uri() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/credentials";
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept();
                    BufferedReader request = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                for (String line = request.readLine(); line != null && !line.isEmpty(); ) {
                    line = request.readLine();
                }
                client.getOutputStream().write(RESPONSE.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The warm-up is over, or the client is gone.
            }
        }
    }

    /** The thread ends with the socket. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
