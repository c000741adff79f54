package dev.zips3.local.s3.http;

import dev.zips3.local.assembly.DeployedBucket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An upload by an HTML form, signed as <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html">S3 requires</a>. The SDK has no such
 * upload.
 */
record PostForm(URI endpoint, AccessKey accessKey, DeployedBucket bucket) {
    private static final String BOUNDARY = "a-boundary";

    /** Returns the status of the answer. */
    int post(String key, String content) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/" + bucket.name()))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body(key, content)))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String body(String key, String content) throws GeneralSecurityException {
        StringBuilder body = new StringBuilder();
        fields(key).forEach((name, value) -> part(body, "name=\"" + name + "\"", value));
        part(body, "name=\"file\"; filename=\"f\"", content);
        return body + "--" + BOUNDARY + "--\r\n";
    }

    private Map<String, String> fields(String key) throws GeneralSecurityException {
        Instant now = Instant.now();
        String time = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(now);
        String day = time.substring(0, 8);
        String credential = accessKey.id() + "/" + day + "/" + bucket.region() + "/s3/aws4_request";
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
        fields.put("x-amz-credential", credential);
        fields.put("x-amz-date", time);
        StringBuilder conditions = new StringBuilder("{\"bucket\":\"" + bucket.name() + "\"}");
        fields.forEach((name, value) -> conditions
                .append(",{\"")
                .append(name)
                .append("\":\"")
                .append(value)
                .append("\"}"));
        String policy = Base64.getEncoder()
                .encodeToString(
                        ("{\"expiration\":\"" + now.plusSeconds(600) + "\",\"conditions\":[" + conditions + "]}")
                                .getBytes(StandardCharsets.UTF_8));
        fields.put("policy", policy);
        byte[] signingKey = ("AWS4" + accessKey.secret()).getBytes(StandardCharsets.UTF_8);
        for (String scope : new String[] {day, bucket.region(), "s3", "aws4_request", policy}) {
            signingKey = hmac(signingKey, scope);
        }
        fields.put("x-amz-signature", HexFormat.of().formatHex(signingKey));
        return fields;
    }

    private static void part(StringBuilder body, String disposition, String value) {
        body.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; ");
        body.append(disposition).append("\r\n\r\n").append(value).append("\r\n");
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
