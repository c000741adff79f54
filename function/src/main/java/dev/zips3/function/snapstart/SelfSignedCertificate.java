package dev.zips3.function.snapstart;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;

/**
 * An X.509 certificate of one IP address in DER: the JDK reads them, but has no public way to make one. Names and order
 * are those of the RFC.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, 4.1</a>
 */
final class SelfSignedCertificate {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int VERSION = 0xA0;
    private static final int EXTENSIONS = 0xA3;
    private static final int IP_ADDRESS = 0x87;

    private static final byte[] V3 = {INTEGER, 1, 2};
    /** 1.2.840.113549.1.1.11, and its parameters, which are NULL. */
    private static final byte[] SHA256_WITH_RSA = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");
    /** 2.5.29.17 */
    private static final byte[] SUBJECT_ALT_NAME = HexFormat.of().parseHex("0603551d11");

    private static final byte[] NAME = new X500Principal("CN=loopback").getEncoded();
    private static final Duration VALIDITY = Duration.ofDays(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private SelfSignedCertificate() {}

    /**
     * @param keys of RSA
     * @param address four bytes, or sixteen
     */
    static byte[] encode(KeyPair keys, byte[] address, Instant now) throws GeneralSecurityException {
        byte[] tbsCertificate = der(
                SEQUENCE,
                der(VERSION, V3),
                der(INTEGER, new byte[] {1}),
                SHA256_WITH_RSA,
                NAME,
                der(SEQUENCE, time(now.minus(VALIDITY)), time(now.plus(VALIDITY))),
                NAME,
                keys.getPublic().getEncoded(),
                der(EXTENSIONS, der(SEQUENCE, subjectAltName(address))));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(tbsCertificate);
        byte[] noUnusedBits = {0};
        return der(SEQUENCE, tbsCertificate, SHA256_WITH_RSA, der(BIT_STRING, noUnusedBits, signature.sign()));
    }

    private static byte[] subjectAltName(byte[] address) {
        byte[] names = der(SEQUENCE, der(IP_ADDRESS, address));
        return der(SEQUENCE, SUBJECT_ALT_NAME, der(OCTET_STRING, names));
    }

    private static byte[] time(Instant time) {
        return der(UTC_TIME, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        if (length < 0x80) {
            encoded.write(length);
        } else {
            // Two bytes of length serve up to 65,535; a certificate of one name and an RSA key has about 800.
            encoded.write(0x82);
            encoded.write(length >>> 8);
            encoded.write(length);
        }
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }
}
