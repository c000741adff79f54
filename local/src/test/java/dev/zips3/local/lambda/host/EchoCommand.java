package dev.zips3.local.lambda.host;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A program that asks the runtime API for events, without AWS's client. */
final class EchoCommand {

    private EchoCommand() {}

    /** Responds to each event with the event and with what the program sees. */
    public static void main(String[] arguments) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String api = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
        while (true) {
            HttpResponse<String> next =
                    http.send(HttpRequest.newBuilder(URI.create(api + "next")).build(), BodyHandlers.ofString());
            String id =
                    next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
            String response = "{\"event\":%s,\"zipPrefix\":\"%s\",\"pid\":%d}"
                    .formatted(
                            next.body(),
                            System.getenv("ZIP_PREFIX"),
                            ProcessHandle.current().pid());
            http.send(
                    HttpRequest.newBuilder(URI.create(api + id + "/response"))
                            .POST(BodyPublishers.ofString(response))
                            .build(),
                    BodyHandlers.discarding());
        }
    }
}
