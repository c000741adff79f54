package dev.zips3.local.s3.http;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.s3.store.ObjectStore;
import dev.zips3.local.s3.store.S3Errors;
import dev.zips3.local.s3.store.WriteCondition;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.gaul.s3proxy.S3ProxyHandler.RequestContext;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * Answers requests as S3 answers them for the template's bucket: with S3Proxy, and itself where S3Proxy differs.
 *
 * <p>Clients can read the configuration of the deployed bucket, but not write it. The template is its only source: a
 * configuration put by hand would end with the lab, and what works with it here would fail where the template is
 * deployed. So the answer to such a request is MethodNotAllowed with the reason.
 */
final class S3Servlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final List<String> EXPECTED_OWNERS =
            List.of("x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner");
    private static final String ENCRYPTION = "x-amz-server-side-encryption";
    private static final String DECODED_LENGTH = "x-amz-decoded-content-length";

    private final transient DeployedBucket bucket;
    private final transient BucketDocuments documents;
    private final transient AclRules acls;
    private final transient SignedBodies signedBodies;
    private final transient S3Protocol signed;
    private final transient S3Protocol verified;
    private final transient S3Protocol forms;
    private final transient ScheduledExecutorService keepAlives;
    private final transient Duration keepAlive;

    /** @param keepAlive how often a slow CompleteMultipartUpload sends white space */
    S3Servlet(DeployedBucket bucket, AccessKey accessKey, Clock clock, ObjectStore objects, Duration keepAlive) {
        this.bucket = bucket;
        this.documents = new BucketDocuments(bucket);
        this.acls = new AclRules(bucket);
        this.signedBodies = new SignedBodies(accessKey, clock);
        BlobStore store = acls.enforcedOn(objects.forRequests());
        this.signed = S3Protocol.forSigned(store, accessKey);
        this.verified = S3Protocol.forVerified(store);
        this.keepAlive = keepAlive;
        this.keepAlives = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "s3-keep-alive");
            thread.setDaemon(true);
            return thread;
        });
        this.forms = S3Protocol.forSigned(acls.enforcedOn(objects.forForms()), accessKey);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse flushed) throws IOException {
        if (S3Target.of(request).isComplete(request)) {
            try (SlowResponse response = new SlowResponse(flushed, keepAlives, keepAlive)) {
                serve(request, response);
                response.finish();
            }
        } else {
            serve(request, new UnflushedResponse(flushed));
        }
    }

    /** Called by the server when it stops. */
    @Override
    public void destroy() {
        keepAlives.shutdownNow();
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        InputStream body = request.getInputStream();
        try {
            BrowserRules.check(request);
            answer(request, response, body);
        } catch (IOException | RuntimeException e) {
            // If the connection ends while the client sends, the client does not read the error: HttpURLConnection
            // throws "Error writing request body to server", and the SDK retries.
            body.transferTo(OutputStream.nullOutputStream());
            signed.sendError(request, response, e);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, InputStream body) throws IOException {
        S3Target target = S3Target.of(request);
        RewrittenRequest rewritten = new RewrittenRequest(request);
        if (S3Target.isForm(request)) {
            forms.doHandle(request, rewritten, response, body, new RequestContext());
            return;
        }
        requireOwner(request);
        if (target.isBucket() && target.bucket().equals(bucket.name())) {
            Optional<String> subResource = documents.subResource(Collections.list(request.getParameterNames()));
            if (subResource.isPresent()) {
                answerSubResource(request, rewritten, response, body, subResource.get());
                return;
            }
            if (request.getMethod().equals("DELETE")) {
                authenticate(request, rewritten, response, body);
                throw setByTemplate("The bucket");
            }
            response.setHeader("x-amz-bucket-region", bucket.region());
        }
        acls.check(request, rewritten);
        acceptEncryption(request, rewritten);
        hideDecodedLength(request, rewritten);
        if (target.isWrite(request)) {
            passCondition(request, rewritten);
        }
        if (SignedBodies.matches(request, target)) {
            InputStream checked = signedBodies.verify(request, body);
            verified.doHandle(request, rewritten, response, checked, new RequestContext());
        } else {
            signed.doHandle(request, rewritten, response, body, new RequestContext());
        }
    }

    /** S3 refuses every operation on a bucket that another account owns. */
    private void requireOwner(HttpServletRequest request) {
        for (String header : EXPECTED_OWNERS) {
            String expected = request.getHeader(header);
            if (expected != null && !expected.equals(bucket.owner())) {
                throw S3Errors.accessDenied("Access Denied");
            }
        }
    }

    private void answerSubResource(
            HttpServletRequest request,
            RewrittenRequest rewritten,
            HttpServletResponse response,
            InputStream body,
            String subResource)
            throws IOException {
        authenticate(request, rewritten, response, body);
        if (!request.getMethod().equals("GET")) {
            throw setByTemplate("?" + subResource);
        }
        byte[] document = documents.get(subResource);
        response.setContentType(BucketDocuments.contentType(subResource));
        response.getOutputStream().write(document);
    }

    private void authenticate(
            HttpServletRequest request, RewrittenRequest rewritten, HttpServletResponse response, InputStream body)
            throws IOException {
        rewritten.reduceToHeadBucket();
        signed.doHandle(request, rewritten, response, body, new RequestContext());
    }

    private static RuntimeException setByTemplate(String what) {
        return S3Errors.error(
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                "MethodNotAllowed",
                what + " is set by the template: change it there and start again");
    }

    /**
     * S3 encrypts every object with AES256 anyway. S3Proxy 4.1.0 answers 501 for a store on disk (<a
     * href="https://github.com/gaul/s3proxy/issues/402">s3proxy issue 402</a>).
     */
    private static void acceptEncryption(HttpServletRequest request, RewrittenRequest rewritten) {
        if ("AES256".equals(request.getHeader(ENCRYPTION))) {
            rewritten.hide(ENCRYPTION);
        }
    }

    /**
     * Makes S3Proxy check the checksum that the SDKs send after the content. {@code S3ProxyHandler.handlePutBlob} 4.1.0
     * reads no further than the decoded length, so {@code ChunkedInputStream} never reads the checksum. Without that
     * header it reads to the end.
     */
    private static void hideDecodedLength(HttpServletRequest request, RewrittenRequest rewritten) {
        String length = request.getHeader(DECODED_LENGTH);
        if (length != null) {
            rewritten.set("Content-Length", length);
            rewritten.hide(DECODED_LENGTH);
        }
    }

    private static void passCondition(HttpServletRequest request, RewrittenRequest rewritten) {
        String ifMatch = request.getHeader("If-Match");
        String ifNoneMatch = request.getHeader("If-None-Match");
        if (ifMatch == null && ifNoneMatch == null) {
            return;
        }
        // S3Proxy ignores the conditions of a copy.
        boolean copy = request.getHeader("x-amz-copy-source") != null;
        if (copy || (ifMatch != null && ifNoneMatch != null) || (ifMatch == null && !ifNoneMatch.equals("*"))) {
            throw S3Errors.notImplemented("A header you provided implies functionality that is not implemented");
        }
        WriteCondition condition = ifMatch == null ? WriteCondition.ifAbsent() : WriteCondition.ifMatch(ifMatch);
        rewritten.hide("If-Match");
        rewritten.set("If-None-Match", condition.headerValue());
    }
}
