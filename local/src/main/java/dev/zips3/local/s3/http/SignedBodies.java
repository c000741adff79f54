package dev.zips3.local.s3.http;

import dev.zips3.local.s3.store.EndOfStreamHook;
import dev.zips3.local.s3.store.S3Errors;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.gaul.s3proxy.auth.AwsSignature;
import org.gaul.s3proxy.auth.S3AuthorizationHeader;

/**
 * Uploads whose signature covers the hash of the whole body: what the AWS CLI and boto3 send over HTTP without TLS.
 *
 * <p>S3Proxy reads such a body into memory before it looks at the signature. But the hash is in a header: the signature
 * can be checked with that, and the hash while the body streams by, before its last byte counts.
 */
final class SignedBodies {
    private static final String HASH = "x-amz-content-sha256";
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(15);

    private final AccessKey accessKey;
    private final Clock clock;

    SignedBodies(AccessKey accessKey, Clock clock) {
        this.accessKey = accessKey;
        this.clock = clock;
    }

    static boolean matches(HttpServletRequest request, S3Target target) {
        String hash = request.getHeader(HASH);
        String authorization = request.getHeader("Authorization");
        return request.getMethod().equals("PUT")
                && !target.key().isEmpty()
                && request.getParameter("acl") == null
                && hash != null
                && SHA_256.matcher(hash).matches()
                && authorization != null
                && authorization.startsWith("AWS4-HMAC-SHA256");
    }

    /** Refuses the request unless its header is signed; the body refuses itself, at its end, unless it has the hash. */
    InputStream verified(HttpServletRequest request, InputStream body) throws IOException {
        S3AuthorizationHeader authorization = new S3AuthorizationHeader(request.getHeader("Authorization"));
        if (!accessKey.id().equals(authorization.getIdentity())) {
            throw S3Errors.error(403, "InvalidAccessKeyId", "The access key is not the one of this endpoint");
        }
        requireNow(request.getHeader("x-amz-date"));
        String hash = request.getHeader(HASH);
        try {
            String expected = AwsSignature.createAuthorizationSignatureV4(
                            request,
                            authorization,
                            new byte[0],
                            request.getRequestURI(),
                            accessKey.secret(),
                            false,
                            null,
                            hash)
                    .signature();
            if (!MessageDigest.isEqual(bytes(expected), bytes(authorization.getSignature()))) {
                throw S3Errors.error(403, "SignatureDoesNotMatch", "The signature is not that of the request");
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new EndOfStreamHook(new DigestInputStream(body, digest), length -> requireHash(digest, hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks what signatures need", e);
        }
    }

    private void requireNow(String date) {
        try {
            Instant signed = DATE.parse(String.valueOf(date), Instant::from);
            if (Duration.between(signed, clock.instant()).abs().compareTo(MAX_CLOCK_SKEW) > 0) {
                throw S3Errors.error(403, "RequestTimeTooSkewed", "The request was signed at " + date);
            }
        } catch (DateTimeException e) {
            throw S3Errors.accessDenied("A signed request needs a valid x-amz-date, not '" + date + "'");
        }
    }

    private static void requireHash(MessageDigest digest, String hash) {
        if (!HexFormat.of().formatHex(digest.digest()).equals(hash)) {
            throw S3Errors.error(400, "XAmzContentSHA256Mismatch", "The body does not have the hash that was signed");
        }
    }

    private static byte[] bytes(String signature) {
        return signature.getBytes(StandardCharsets.US_ASCII);
    }
}
