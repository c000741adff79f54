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
 * What S3Proxy acts upon, while it checks the signature over the request as it came.
 *
 * <p>That holds for signatures of version 4. Of version 2 the x-amz headers are read from here, so a request that is
 * signed so in its headers and needs an x-amz header rewritten is refused.
 */
final class RewrittenRequest extends HttpServletRequestWrapper {
    /** What of a query belongs to a presigned URL's signature and not to the operation. */
    private static final Set<String> SIGNATURE_V2 = Set.of("AWSAccessKeyId", "Signature", "Expires");

    private static final String SIGNATURE_V4 = "X-Amz-";

    /** Lower-case names; an empty value hides the header. */
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

    /** Makes it HeadBucket, which does nothing but check the signature, the hash of the body and the bucket. */
    void reduceToHead() {
        method = "HEAD";
        signatureOnly = true;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getHeader(String name) {
        String rewritten = headers.get(name.toLowerCase(Locale.ROOT));
        if (rewritten == null) {
            return super.getHeader(name);
        }
        return rewritten.isEmpty() ? null : rewritten;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String rewritten = headers.get(name.toLowerCase(Locale.ROOT));
        if (rewritten == null) {
            return super.getHeaders(name);
        }
        return rewritten.isEmpty() ? Collections.emptyEnumeration() : Collections.enumeration(Set.of(rewritten));
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
