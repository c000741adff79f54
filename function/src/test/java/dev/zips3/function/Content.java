package dev.zips3.function;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Content for tests: noise, which does not compress; text, which does; and a mixture of both. */
public final class Content {

    private Content() {}

    public static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    public static byte[] text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append("line ").append(i * 31 % 1009).append(" of many\n");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    /** Alternates between noise and text; a change can be anywhere in a block. */
    public static byte[] mixture(int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 1; bytes.size() < length; i++) {
            bytes.writeBytes(noise(i * 10_007 % 150_000));
            bytes.writeBytes(text(i * 70_001 % 200_000));
        }
        byte[] all = new byte[length];
        System.arraycopy(bytes.toByteArray(), 0, all, 0, length);
        return all;
    }
}
