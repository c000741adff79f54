package dev.zips3.function.zip.deflate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * Round trips of the inputs in the folder {@code RoundTripFuzzTestInputs}. This command lets Jazzer search for new
 * inputs that reach more of the encoder:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -Pfull -pl function test -Dtest=RoundTripFuzzTest -DargLine=-Djazzer.hooks=true
 * </pre>
 */
@Tag("full")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class RoundTripFuzzTest {

    /** More than four blocks. */
    private static final int MAX_LENGTH = 300_000;

    private static final int KINDS = 4;

    @FuzzTest(maxDuration = "10m")
    void restoresContent(byte[] input) throws IOException {
        byte[] content = content(ByteBuffer.wrap(input));
        RoundTrip.check(content, Math.max(1, input.length * 97 % (2 * Block.MAX_LENGTH)));
    }

    /**
     * Reads the input as a list of pieces, so that few bytes make a long content. Each piece has five bytes: its kind,
     * its length, and an argument.
     */
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
                case 2 -> length = copy(content, end, length, input);
                default -> {
                    // The content is zero already.
                }
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

    /** The lower byte of the argument selects how many different bytes there are, and so what literals can gain. */
    private static void noise(byte[] content, int end, int length, int argument) {
        Random random = new Random(argument);
        int values = 1 + (argument & 0xFF);
        for (int i = end; i < end + length; i++) {
            content[i] = (byte) random.nextInt(values);
        }
    }

    private static int copy(byte[] content, int end, int length, ByteBuffer input) {
        int count = Math.min(length, input.remaining());
        input.get(content, end, count);
        return count;
    }
}
