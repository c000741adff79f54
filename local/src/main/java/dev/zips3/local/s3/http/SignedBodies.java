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
 * Checks uploads with one signature over the whole body: the AWS CLI and boto3 send them over HTTP without TLS.
 *
 * <p>{@code S3ProxyHandler.doHandle} 4.1.0 reads such a body into memory before it checks the signature, and fails from
 * 2 GiB on (<a href="https://github.com/gaul/s3proxy/issues/786">s3proxy issue 786</a>). Here the signature is checked
 * with the hash in the header, and the hash is checked at the end of the body, before the object is published.
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

    /**
     * Checks the signature of the request.
     *
     * @return the body; at its end it throws if it does not have the hash that was signed
     */
    InputStream verify(HttpServletRequest request, InputStream body) throws IOException {
        S3AuthorizationHeader authorization = new S3AuthorizationHeader(request.getHeader("Authorization"));
        if (!accessKey.id().equals(authorization.getIdentity())) {
            throw S3Errors.error(
                    403, "InvalidAccessKeyId", "The access key " + authorization.getIdentity() + " does not exist");
        }
        requireCurrent(request.getHeader("x-amz-date"));
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
                throw S3Errors.error(
                        403, "SignatureDoesNotMatch", "The signature does not match the request and the secret key");
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new EndOfStreamHook(new DigestInputStream(body, digest), length -> requireHash(digest, hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HMAC-SHA256 or no SHA-256", e);
        }
    }

    private void requireCurrent(String date) {
        try {
            Instant signed = DATE.parse(String.valueOf(date), Instant::from);
            if (Duration.between(signed, clock.instant()).abs().compareTo(MAX_CLOCK_SKEW) > 0) {
                throw S3Errors.error(
                        403,
                        "RequestTimeTooSkewed",
                        "The request was signed at " + date + ", more than 15 minutes from now");
            }
        } catch (DateTimeException e) {
            throw S3Errors.accessDenied("x-amz-date '" + date + "' is not a time like 20260131T235959Z");
        }
    }

    private static void requireHash(MessageDigest digest, String hash) {
        if (!HexFormat.of().formatHex(digest.digest()).equals(hash)) {
            throw S3Errors.error(400, "XAmzContentSHA256Mismatch", "The body does not match its hash in " + HASH);
        }
    }

    private static byte[] bytes(String signature) {
        return signature.getBytes(StandardCharsets.US_ASCII);
    }
}
