package dev.zips3.function.zip.deflate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Round trips for Jazzer, which looks for inputs that take new ways through the encoder. It finds the method by its
 * name:
 *
 * <pre>
 * mvn dependency:copy -Dartifact=com.code-intelligence:jazzer:0.24.0 -DoutputDirectory=target
 * java -cp target/jazzer-0.24.0.jar:CLASS_PATH_OF_THE_TESTS com.code_intelligence.jazzer.Jazzer \
 *     --target_class=dev.zips3.function.zip.deflate.RoundTripFuzz --instrumentation_includes='dev.zips3.**' \
 *     -max_total_time=600
 * </pre>
 */
public final class RoundTripFuzz {

    /** Four blocks and more. */
    private static final int MAX_LENGTH = 300_000;

    private static final int KINDS = 4;

    private RoundTripFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        byte[] content = content(ByteBuffer.wrap(input));
        RoundTrip.of(content, Math.max(1, input.length * 97 % (2 * Block.MAX_LENGTH)));
    }

    /** A few bytes say much: what is repeated from where, noise, zeros, or the bytes that follow as they are. */
    private static byte[] content(ByteBuffer input) {
        byte[] content = new byte[MAX_LENGTH];
        int end = 0;
        while (input.remaining() >= 5 && end < MAX_LENGTH) {
            int kind = input.get() & 0xFF;
            int length = Math.min(MAX_LENGTH - end, 1 + (input.getShort() & 0xFFFF));
            int argument = input.getShort() & 0xFFFF;
            switch (kind % KINDS) {
                case 0 -> repeat(content, end, length, argument);
                case 1 -> noise(content, end, length, argument);
                case 2 -> length = given(content, end, length, input);
                default -> {}
            }
            end += length;
        }
        return Arrays.copyOf(content, end);
    }

    private static void repeat(byte[] content, int end, int length, int distance) {
        for (int i = end; i < end + length; i++) {
            content[i] = i > distance ? content[i - 1 - distance] : (byte) distance;
        }
    }

    /** Of as many different bytes as the argument says, so that literals gain more or less. */
    private static void noise(byte[] content, int end, int length, int argument) {
        Random random = new Random(argument);
        int values = 1 + (argument & 0xFF);
        for (int i = end; i < end + length; i++) {
            content[i] = (byte) random.nextInt(values);
        }
    }

    private static int given(byte[] content, int end, int length, ByteBuffer input) {
        int count = Math.min(length, input.remaining());
        input.get(content, end, count);
        return count;
    }
}
