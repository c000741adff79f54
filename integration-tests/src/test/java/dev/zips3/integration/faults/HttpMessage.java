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

/** A request or a response of HTTP/1.1. */
final class HttpMessage {

    private static final String END = "\r\n";

    /** First line, headers and the empty line, each with its line end. */
    private final String head;

    private final byte[] body;

    HttpMessage(String head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    byte[] body() {
        return body;
    }

    /** Reads the head of the next message, with its empty line; returns null at the end of the stream. */
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
            throw new EOFException("the stream ended in a message head");
        }
        return null;
    }

    static HttpMessage readRequest(String head, InputStream in) throws IOException {
        String length = new HttpMessage(head, new byte[0]).header("content-length");
        return new HttpMessage(head, length == null ? new byte[0] : in.readNBytes(Integer.parseInt(length)));
    }

    /** Reads the response of a server that closes the connection after it. */
    static HttpMessage readResponse(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        String head = readHead(in);
        if (head == null) {
            throw new EOFException("no response");
        }
        return new HttpMessage(head, in.readAllBytes());
    }

    String method() {
        return head.substring(0, head.indexOf(' '));
    }

    String target() {
        return head.split(" ", 3)[1];
    }

    /** Returns the value of a header, or null if there is none; the name is in lower case. */
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

    /** Changes one bit in the middle of the body. */
    HttpMessage corrupted() {
        byte[] bytes = body.clone();
        if (bytes.length > 0) {
            bytes[bytes.length / 2] ^= 1;
        }
        return new HttpMessage(head, bytes);
    }

    /** Puts white space before the body, which then ends with the connection. */
    HttpMessage afterWhiteSpace() {
        byte[] bytes = (" \n" + new String(body, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        return new HttpMessage(withoutHeader("content-length").head, bytes);
    }

    byte[] bytes() {
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(first, first.length + body.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }

    /** The head and half of the body, or half of the head if there is no body. */
    byte[] half() {
        int length = bytes().length;
        return Arrays.copyOf(bytes(), body.length == 0 ? length / 2 : length - (body.length + 1) / 2);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes());
        out.flush();
    }
}
