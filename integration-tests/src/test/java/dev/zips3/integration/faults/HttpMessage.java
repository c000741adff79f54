package dev.zips3.integration.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A request or an answer of HTTP/1.1. */
final class HttpMessage {

    private static final String END = "\r\n";

    /** First line and headers, each with its end, and an empty line. */
    private final String head;

    private final byte[] body;

    HttpMessage(String head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    byte[] body() {
        return body;
    }

    /** The head of the next message, with its empty line; null at the end of the stream. */
    static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int state = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            state = b == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : b == '\r' ? 1 : 0;
            if (state == 4) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        if (head.size() > 0) {
            throw new EOFException("in a head");
        }
        return null;
    }

    static HttpMessage readRequest(String head, InputStream in) throws IOException {
        String length = new HttpMessage(head, new byte[0]).header("content-length");
        return new HttpMessage(head, length == null ? new byte[0] : in.readNBytes(Integer.parseInt(length)));
    }

    /** Of a server that closes the connection behind it. */
    static HttpMessage readAnswer(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        String head = readHead(in);
        if (head == null) {
            throw new EOFException("no answer");
        }
        return new HttpMessage(head, in.readAllBytes());
    }

    String method() {
        return head.substring(0, head.indexOf(' '));
    }

    String target() {
        return head.split(" ", 3)[1];
    }

    String header(String name) {
        for (String line : head.lines().toList()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                return line.substring(name.length() + 1).trim();
            }
        }
        return null;
    }

    HttpMessage withHeader(String name, String value) {
        return new HttpMessage(head.substring(0, head.length() - END.length()) + name + ": " + value + END + END, body);
    }

    HttpMessage withoutHeader(String name) {
        StringBuilder rest = new StringBuilder();
        for (String line : head.lines().toList()) {
            if (!line.isEmpty() && !line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                rest.append(line).append(END);
            }
        }
        return new HttpMessage(rest + END, body);
    }

    HttpMessage withoutBody() {
        return new HttpMessage(head, new byte[0]);
    }

    HttpMessage corrupted() {
        byte[] bytes = body.clone();
        if (bytes.length > 0) {
            bytes[bytes.length / 2] ^= 1;
        }
        return new HttpMessage(head, bytes);
    }

    byte[] bytes() {
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    /** The first half of it: of the body if it has one, with the head whole. */
    byte[] half() {
        int length = bytes().length;
        return Arrays.copyOf(bytes(), body.length == 0 ? length / 2 : length - (body.length + 1) / 2);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes());
        out.flush();
    }
}
