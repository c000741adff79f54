package dev.zips3.local.lambda.host;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A program that lives on although a part of it has ended. */
final class OddCommand {

    private static final String ROOT = "/2018-06-01/runtime/invocation/";

    private OddCommand() {}

    /**
     * Ends a part of itself and lives on.
     *
     * @param arguments which part: {@code connection}, {@code output}, or {@code requests} after the first event
     */
    public static void main(String[] arguments) throws Exception {
        String address = System.getenv("AWS_LAMBDA_RUNTIME_API");
        switch (arguments[0]) {
            case "connection" -> askAndHangUp(address);
            case "output" -> {
                System.out.close();
                System.err.close();
                while (true) {
                    echo(address);
                }
            }
            default -> echo(address);
        }
        new CountDownLatch(1).await();
    }

    private static void askAndHangUp(String address) throws Exception {
        URI api = URI.create("http://" + address);
        try (Socket socket = new Socket(api.getHost(), api.getPort());
                OutputStream out = socket.getOutputStream()) {
            out.write(("GET " + ROOT + "next HTTP/1.1\r\nHost: " + address + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        System.out.println("hung up");
    }

    private static void echo(String address) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String api = "http://" + address + ROOT;
        HttpResponse<String> next =
                http.send(HttpRequest.newBuilder(URI.create(api + "next")).build(), BodyHandlers.ofString());
        String id = next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
        HttpRequest response = HttpRequest.newBuilder(URI.create(api + id + "/response"))
                .POST(BodyPublishers.ofString(next.body()))
                .build();
        http.send(response, BodyHandlers.discarding());
    }
}
