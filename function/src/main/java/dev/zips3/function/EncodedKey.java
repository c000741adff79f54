package dev.zips3.function;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A key as an event spells it: {@code +} is a space, {@code %} and two digits a byte of UTF-8. Characters that should
 * have been encoded and were not, as some emulators send them, stand for themselves.
 *
 * <p>The JDK's decoder puts U+FFFD where bytes are no UTF-8: that names another object, and the image would be taken
 * for a deleted one.
 */
record EncodedKey(String text) {

    private static final int HEX = 16;

    String decoded() throws IgnoredRecordException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int[] codePoints = text.codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            if (codePoints[i] == '%') {
                bytes.write(digit(codePoints, i + 1) * HEX + digit(codePoints, i + 2));
                i += 2;
            } else if (codePoints[i] == '+') {
                bytes.write(' ');
            } else {
                bytes.writeBytes(utf8(codePoints[i]));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IgnoredRecordException("the key is not UTF-8");
        }
    }

    private static int digit(int[] codePoints, int index) throws IgnoredRecordException {
        int digit =
                index < codePoints.length && codePoints[index] < 0x80 ? Character.digit(codePoints[index], HEX) : -1;
        if (digit < 0) {
            throw new IgnoredRecordException("the key is not URL-encoded");
        }
        return digit;
    }

    private static byte[] utf8(int codePoint) throws IgnoredRecordException {
        if (Character.getType(codePoint) == Character.SURROGATE) {
            throw new IgnoredRecordException("the key is not Unicode: it has half of a surrogate pair");
        }
        return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    }
}
