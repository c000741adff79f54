package dev.zips3.local.s3.http;

import dev.zips3.local.s3.store.S3Errors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;

/**
 * Refuses requests that a web page in the user's browser makes. A page can send requests to the loopback interface, and
 * by <a href="https://en.wikipedia.org/wiki/DNS_rebinding">DNS rebinding</a> also read the responses.
 */
final class BrowserRules {
    private static final List<String> HOSTS = List.of("127.0.0.1", "localhost", "[::1]");

    private BrowserRules() {}

    /**
     * Throws AccessDenied unless the request names this machine as its host and, if it names an origin, that host as
     * its origin. Browsers send {@code Origin} with each form, each script's request to another site and each
     * preflight.
     *
     * <p>The port of the host may be another than the endpoint's, because a proxy or a tunnel on this machine keeps its
     * own. A page cannot choose it: it is part of the address to which the browser sends the request.
     */
    static void check(HttpServletRequest request) {
        String host = String.valueOf(request.getHeader("Host")).toLowerCase(Locale.ROOT);
        if (!HOSTS.contains(host.replaceFirst(":\\d+$", ""))) {
            int port = request.getLocalPort();
            throw S3Errors.accessDenied("The Host of the request is '" + host + "'. The lab answers only at 127.0.0.1:"
                    + port + " and localhost:" + port);
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.toLowerCase(Locale.ROOT).equals("http://" + host)) {
            throw S3Errors.accessDenied(
                    "The request comes from a web page of '" + origin + "', which may not use the lab");
        }
    }
}
