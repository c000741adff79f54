package dev.zips3.local.s3.http;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.s3.store.S3Errors;
import dev.zips3.local.s3.store.WriteCondition;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.S3ProxyHandler.RequestContext;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * S3 as the template's bucket answers it: what S3Proxy does, and before it what it lacks.
 *
 * <p>The configuration of the deployed bucket can be read and not be written. The template is its only source: a
 * configuration put by hand would be a second one, gone with the next start, and what works with it here would fail
 * where the template is deployed. So such a request is refused with MethodNotAllowed and the reason.
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
    private final transient S3Protocol requests;
    private final transient S3Protocol verified;
    private final transient S3Protocol forms;

    /**
     * Answers over two views of one store.
     *
     * @param forms raises events that say a form was posted
     */
    S3Servlet(DeployedBucket bucket, AccessKey accessKey, Clock clock, BlobStore store, BlobStore forms) {
        this.bucket = bucket;
        this.documents = new BucketDocuments(bucket);
        this.acls = new AclRules(bucket);
        this.signedBodies = new SignedBodies(accessKey, clock);
        this.requests = S3Protocol.forSigned(store, accessKey);
        this.verified = S3Protocol.forVerified(store);
        this.forms = S3Protocol.forSigned(forms, accessKey);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse plain) throws IOException {
        HttpServletResponse response = new UnflushedResponse(plain);
        InputStream body = request.getInputStream();
        try {
            answer(request, response, body);
        } catch (IOException | RuntimeException e) {
            // A client that is still sending when the connection ends never reads why: HttpURLConnection says "Error
            // writing request body to server", and the SDK repeats it.
            body.transferTo(OutputStream.nullOutputStream());
            requests.refuse(request, response, e);
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
            Optional<String> subResource = BucketDocuments.named(Collections.list(request.getParameterNames()));
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
        acls.judge(request, rewritten);
        acceptEncryption(request, rewritten);
        readToTheEnd(request, rewritten);
        if (target.isWrite(request)) {
            carryCondition(request, rewritten);
        }
        if (SignedBodies.matches(request, target)) {
            InputStream checked = signedBodies.verified(request, body);
            verified.doHandle(request, rewritten, response, checked, new RequestContext());
        } else {
            requests.doHandle(request, rewritten, response, body, new RequestContext());
        }
    }

    /** As S3: whatever the operation, a bucket that is another account's is not touched. */
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
        response.setContentType("application/xml");
        response.getOutputStream().write(document);
    }

    private void authenticate(
            HttpServletRequest request, RewrittenRequest rewritten, HttpServletResponse response, InputStream body)
            throws IOException {
        rewritten.reduceToHead();
        requests.doHandle(request, rewritten, response, body, new RequestContext());
    }

    private static RuntimeException setByTemplate(String what) {
        return S3Errors.error(
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                "MethodNotAllowed",
                what + " is set by the template: change it there and start again");
    }

    /** S3 encrypts every object so; S3Proxy knows of no encryption on disk and refuses the header. */
    private static void acceptEncryption(HttpServletRequest request, RewrittenRequest rewritten) {
        if ("AES256".equals(request.getHeader(ENCRYPTION))) {
            rewritten.hide(ENCRYPTION);
        }
    }

    /**
     * Told the length of the content beside that of the body, S3Proxy stops reading where the content ends. Behind it
     * is the checksum that the SDKs send, which nobody would compare. Told one length only, it reads on.
     */
    private static void readToTheEnd(HttpServletRequest request, RewrittenRequest rewritten) {
        String length = request.getHeader(DECODED_LENGTH);
        if (length != null) {
            rewritten.set("Content-Length", length);
            rewritten.hide(DECODED_LENGTH);
        }
    }

    private static void carryCondition(HttpServletRequest request, RewrittenRequest rewritten) {
        String ifMatch = request.getHeader("If-Match");
        String ifNoneMatch = request.getHeader("If-None-Match");
        if (ifMatch == null && ifNoneMatch == null) {
            return;
        }
        // S3Proxy would ignore it.
        boolean copy = request.getHeader("x-amz-copy-source") != null;
        if (copy || (ifMatch != null && ifNoneMatch != null) || (ifMatch == null && !ifNoneMatch.equals("*"))) {
            throw S3Errors.notImplemented("A header you provided implies functionality that is not implemented");
        }
        WriteCondition condition = ifMatch == null ? WriteCondition.ifAbsent() : WriteCondition.ifMatch(ifMatch);
        rewritten.hide("If-Match");
        rewritten.set("If-None-Match", condition.headerValue());
    }
}
