package dev.zips3.local.s3.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The request that S3Proxy executes. It checks the signature over the original request.
 *
 * <p>This is true for signatures of version 4. For version 2 {@code S3ProxyHandler.doHandle} 4.1.0 takes the x-amz
 * headers from this request. So a request with a version 2 signature in its headers is refused if it needs another
 * x-amz header.
 */
final class RewrittenRequest extends HttpServletRequestWrapper {
    /** Parameters of a presigned URL that belong to its signature, not to the operation. */
    private static final Set<String> SIGNATURE_V2 = Set.of("AWSAccessKeyId", "Signature", "Expires");

    private static final String SIGNATURE_V4 = "X-Amz-";

    /** By lower-case name; an empty value hides the header. */
    private final Map<String, String> headers = new TreeMap<>();

    private String method;
    private boolean signatureOnly;

    RewrittenRequest(HttpServletRequest request) {
        super(request);
        this.method = request.getMethod();
    }

    void hide(String header) {
        headers.put(header.toLowerCase(Locale.ROOT), "");
    }

    void set(String header, String value) {
        headers.put(header.toLowerCase(Locale.ROOT), value);
    }

    /** Makes it HeadBucket, which only checks the signature, the hash of the body and whether the bucket exists. */
    void reduceToHeadBucket() {
        method = "HEAD";
        signatureOnly = true;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getHeader(String name) {
        String value = headers.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            return super.getHeader(name);
        }
        return value.isEmpty() ? null : value;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = headers.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            return super.getHeaders(name);
        }
        return value.isEmpty() ? Collections.emptyEnumeration() : Collections.enumeration(Set.of(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Collections.list(super.getHeaderNames()));
        headers.forEach((name, value) -> {
            if (value.isEmpty()) {
                names.remove(name);
            } else {
                names.add(name);
            }
        });
        return Collections.enumeration(names);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(Collections.list(super.getParameterNames()).stream()
                .filter(this::keeps)
                .toList());
    }

    @Override
    public String getParameter(String name) {
        return keeps(name) ? super.getParameter(name) : null;
    }

    private boolean keeps(String parameter) {
        return !signatureOnly || parameter.startsWith(SIGNATURE_V4) || SIGNATURE_V2.contains(parameter);
    }
}
