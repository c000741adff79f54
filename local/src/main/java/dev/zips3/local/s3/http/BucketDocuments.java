package dev.zips3.local.s3.http;

import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.NotificationRule;
import dev.zips3.local.assembly.PublicAccessBlock;
import dev.zips3.local.s3.store.S3Errors;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The configuration of the deployed bucket: an XML document for each sub-resource, as in the <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html">S3 API</a>.
 * The values come from the template. For what the lab does not read from the template, such as the bucket policy, the
 * answer is S3's error for "not set".
 */
final class BucketDocuments {
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    /** S3's error for a sub-resource that is not set. */
    private static final Map<String, String> NOT_SET_ERRORS = Map.of(
            "cors", "NoSuchCORSConfiguration",
            "lifecycle", "NoSuchLifecycleConfiguration",
            "object-lock", "ObjectLockConfigurationNotFoundError",
            "policy", "NoSuchBucketPolicy",
            "replication", "ReplicationConfigurationNotFoundError",
            "tagging", "NoSuchTagSet",
            "website", "NoSuchWebsiteConfiguration");

    private static final List<String> DOCUMENTS =
            List.of("encryption", "location", "notification", "ownershipControls", "publicAccessBlock");

    private final XMLOutputFactory xml = XMLOutputFactory.newInstance();
    private final DeployedBucket bucket;

    BucketDocuments(DeployedBucket bucket) {
        this.bucket = bucket;
    }

    /** The sub-resource that the query names; empty if it names none of these. */
    static Optional<String> subResource(Iterable<String> parameters) {
        for (String parameter : parameters) {
            if (DOCUMENTS.contains(parameter) || NOT_SET_ERRORS.containsKey(parameter)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }

    byte[] get(String subResource) {
        if (NOT_SET_ERRORS.containsKey(subResource)) {
            throw S3Errors.error(
                    404, NOT_SET_ERRORS.get(subResource), "The bucket has no " + subResource + " configuration");
        }
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter document = xml.createXMLStreamWriter(text);
            document.writeStartDocument("UTF-8", "1.0");
            write(document, subResource);
            document.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write the document of ?" + subResource, e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(XMLStreamWriter document, String subResource) throws XMLStreamException {
        switch (subResource) {
            case "encryption" -> writeEncryption(document);
            case "location" -> writeLocation(document);
            case "notification" -> writeNotification(document);
            case "ownershipControls" -> writeOwnership(document);
            default -> writePublicAccessBlock(document);
        }
    }

    /**
     * S3's default <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html">since
     * 2023</a>.
     */
    private static void writeEncryption(XMLStreamWriter document) throws XMLStreamException {
        start(document, "ServerSideEncryptionConfiguration");
        document.writeStartElement("Rule");
        document.writeStartElement("ApplyServerSideEncryptionByDefault");
        element(document, "SSEAlgorithm", "AES256");
    }

    private void writeLocation(XMLStreamWriter document) throws XMLStreamException {
        start(document, "LocationConstraint");
        // S3 answers an empty element for its first region.
        if (!bucket.region().equals("us-east-1")) {
            document.writeCharacters(bucket.region());
        }
    }

    private void writeNotification(XMLStreamWriter document) throws XMLStreamException {
        start(document, "NotificationConfiguration");
        for (NotificationRule rule : bucket.notifications()) {
            document.writeStartElement("CloudFunctionConfiguration");
            element(document, "Id", rule.id());
            element(document, "CloudFunction", rule.functionArn());
            for (String event : rule.events()) {
                element(document, "Event", event);
            }
            writeFilter(document, rule);
            document.writeEndElement();
        }
    }

    private static void writeFilter(XMLStreamWriter document, NotificationRule rule) throws XMLStreamException {
        if (rule.prefix().isEmpty() && rule.suffix().isEmpty()) {
            return;
        }
        document.writeStartElement("Filter");
        document.writeStartElement("S3Key");
        writeFilterRule(document, "Prefix", rule.prefix());
        writeFilterRule(document, "Suffix", rule.suffix());
        document.writeEndElement();
        document.writeEndElement();
    }

    private static void writeFilterRule(XMLStreamWriter document, String name, String value) throws XMLStreamException {
        if (!value.isEmpty()) {
            document.writeStartElement("FilterRule");
            element(document, "Name", name);
            element(document, "Value", value);
            document.writeEndElement();
        }
    }

    private void writeOwnership(XMLStreamWriter document) throws XMLStreamException {
        start(document, "OwnershipControls");
        document.writeStartElement("Rule");
        element(document, "ObjectOwnership", bucket.objectOwnership());
    }

    private void writePublicAccessBlock(XMLStreamWriter document) throws XMLStreamException {
        PublicAccessBlock block = bucket.publicAccessBlock();
        start(document, "PublicAccessBlockConfiguration");
        element(document, "BlockPublicAcls", Boolean.toString(block.blockPublicAcls()));
        element(document, "IgnorePublicAcls", Boolean.toString(block.ignorePublicAcls()));
        element(document, "BlockPublicPolicy", Boolean.toString(block.blockPublicPolicy()));
        element(document, "RestrictPublicBuckets", Boolean.toString(block.restrictPublicBuckets()));
    }

    private static void start(XMLStreamWriter document, String root) throws XMLStreamException {
        document.writeStartElement(root);
        document.writeDefaultNamespace(NAMESPACE);
    }

    private static void element(XMLStreamWriter document, String name, String text) throws XMLStreamException {
        document.writeStartElement(name);
        document.writeCharacters(text);
        document.writeEndElement();
    }
}
