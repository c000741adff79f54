package dev.zips3.local.s3.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zips3.local.assembly.DeployedBucket;
import dev.zips3.local.assembly.NotificationRule;
import dev.zips3.local.assembly.PublicAccessBlock;
import dev.zips3.local.s3.store.S3Errors;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The configuration of the deployed bucket: an XML document for each sub-resource, as in the <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html">S3 API</a>.
 * The values come from the template. If the template does not set a sub-resource, the answer is S3's error for "not
 * set". If it sets one that the lab cannot write as XML, the answer is NotImplemented, and so is the answer to a
 * sub-resource that the lab does not know.
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

    /** The property of the template that sets such a sub-resource. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "cors", "CorsConfiguration",
            "lifecycle", "LifecycleConfiguration",
            "object-lock", "ObjectLockConfiguration",
            "replication", "ReplicationConfiguration",
            "tagging", "Tags",
            "website", "WebsiteConfiguration");

    private static final List<String> DOCUMENTS =
            List.of("encryption", "location", "notification", "ownershipControls", "publicAccessBlock");

    /** S3Proxy answers some of these with the list of objects. */
    private static final List<String> UNKNOWN = List.of(
            "abac",
            "accelerate",
            "analytics",
            "intelligent-tiering",
            "inventory",
            "logging",
            "metadataConfiguration",
            "metadataTable",
            "metrics",
            "policyStatus",
            "requestPayment");

    /** The properties of a lifecycle rule that the lab writes as XML. */
    private static final Set<String> LIFECYCLE =
            Set.of("Id", "Status", "Prefix", "ExpirationInDays", "AbortIncompleteMultipartUpload");

    private final XMLOutputFactory xml = XMLOutputFactory.newInstance();
    private final DeployedBucket bucket;
    private final JsonNode properties;

    BucketDocuments(DeployedBucket bucket) {
        this.bucket = bucket;
        this.properties = bucket.properties();
    }

    /** The sub-resource that the query names; empty if it names none of these. */
    Optional<String> subResource(List<String> parameters) {
        return parameters.stream()
                .filter(parameter -> DOCUMENTS.contains(parameter)
                        || NOT_SET_ERRORS.containsKey(parameter)
                        || UNKNOWN.contains(parameter)
                        || (parameter.equals("versioning") && properties.has("VersioningConfiguration")))
                .findFirst();
    }

    static String contentType(String subResource) {
        return subResource.equals("policy") ? "application/json" : "application/xml";
    }

    byte[] get(String subResource) {
        if (NOT_SET_ERRORS.containsKey(subResource) && !isSet(subResource)) {
            throw S3Errors.error(
                    404, NOT_SET_ERRORS.get(subResource), "The template sets no " + subResource + " of the bucket");
        }
        if (subResource.equals("policy")) {
            return bucket.policy().orElseThrow().getBytes(StandardCharsets.UTF_8);
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

    private boolean isSet(String subResource) {
        return subResource.equals("policy")
                ? bucket.policy().isPresent()
                : !properties.path(PROPERTIES.get(subResource)).isEmpty();
    }

    private void write(XMLStreamWriter document, String subResource) throws XMLStreamException {
        switch (subResource) {
            case "encryption" -> writeEncryption(document);
            case "lifecycle" -> writeLifecycle(document);
            case "location" -> writeLocation(document);
            case "notification" -> writeNotification(document);
            case "ownershipControls" -> writeOwnership(document);
            case "publicAccessBlock" -> writePublicAccessBlock(document);
            case "tagging" -> writeTags(document);
            default -> throw notKnown("?" + subResource + " of the bucket");
        }
    }

    private static RuntimeException notKnown(String what) {
        return S3Errors.notImplemented("The lab does not answer " + what + "; look in the template");
    }

    private void writeEncryption(XMLStreamWriter document) throws XMLStreamException {
        JsonNode rule = properties.at("/BucketEncryption/ServerSideEncryptionConfiguration/0");
        JsonNode byDefault = rule.path("ServerSideEncryptionByDefault");
        start(document, "ServerSideEncryptionConfiguration");
        document.writeStartElement("Rule");
        document.writeStartElement("ApplyServerSideEncryptionByDefault");
        // The default of S3 since 2023:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
        element(document, "SSEAlgorithm", byDefault.path("SSEAlgorithm").asText("AES256"));
        if (byDefault.has("KMSMasterKeyID")) {
            element(document, "KMSMasterKeyID", byDefault.path("KMSMasterKeyID").asText());
        }
        document.writeEndElement();
        if (rule.has("BucketKeyEnabled")) {
            element(document, "BucketKeyEnabled", rule.path("BucketKeyEnabled").asText());
        }
    }

    private void writeLifecycle(XMLStreamWriter document) throws XMLStreamException {
        start(document, "LifecycleConfiguration");
        for (JsonNode rule : properties.at("/LifecycleConfiguration/Rules")) {
            for (Map.Entry<String, JsonNode> property : rule.properties()) {
                if (!LIFECYCLE.contains(property.getKey())) {
                    throw notKnown("a lifecycle rule with " + property.getKey());
                }
            }
            document.writeStartElement("Rule");
            if (rule.has("Id")) {
                element(document, "ID", rule.path("Id").asText());
            }
            document.writeStartElement("Filter");
            element(document, "Prefix", rule.path("Prefix").asText());
            document.writeEndElement();
            element(document, "Status", rule.path("Status").asText());
            writeDays(document, "Expiration", "Days", rule.path("ExpirationInDays"));
            writeDays(
                    document,
                    "AbortIncompleteMultipartUpload",
                    "DaysAfterInitiation",
                    rule.at("/AbortIncompleteMultipartUpload/DaysAfterInitiation"));
            document.writeEndElement();
        }
    }

    private static void writeDays(XMLStreamWriter document, String action, String name, JsonNode days)
            throws XMLStreamException {
        if (!days.isMissingNode()) {
            document.writeStartElement(action);
            element(document, name, days.asText());
            document.writeEndElement();
        }
    }

    private void writeTags(XMLStreamWriter document) throws XMLStreamException {
        start(document, "Tagging");
        document.writeStartElement("TagSet");
        for (JsonNode tag : properties.path("Tags")) {
            document.writeStartElement("Tag");
            element(document, "Key", tag.path("Key").asText());
            element(document, "Value", tag.path("Value").asText());
            document.writeEndElement();
        }
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
