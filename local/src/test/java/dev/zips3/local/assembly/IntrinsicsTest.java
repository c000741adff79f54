package dev.zips3.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every intrinsic function and attribute that the stack uses, and the messages for all others. */
class IntrinsicsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TEMPLATE = """
            {"Resources": {
              "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Fn::Sub": "b-${AWS::Region}"}}},
              "Unnamed": {"Type": "AWS::S3::Bucket"},
              "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "writer"}},
              "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "/aws/lambda/f"}},
              "Function": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "f"}},
              "Version": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Function"}}},
              "Alias": {"Type": "AWS::Lambda::Alias",
                        "Properties": {"FunctionName": {"Ref": "Function"}, "Name": "live"}},
              "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q"}},
              "Topic": {"Type": "AWS::SNS::Topic", "Properties": {}}
            }}""";

    @ParameterizedTest
    @CsvSource({
        "AWS::AccountId, 000000000000",
        "AWS::Partition, aws",
        "AWS::Region, eu-central-1",
        "AWS::StackName, Lab",
        "AWS::URLSuffix, amazonaws.com",
        "Bucket, b-eu-central-1",
        "Unnamed, Unnamed",
        "Role, writer",
        "Logs, /aws/lambda/f",
        "Function, f",
        "Queue, https://sqs.eu-central-1.amazonaws.com/000000000000/q"
    })
    void resolvesRef(String name, String value) throws Exception {
        assertThat(resolved("{'Ref': '" + name + "'}")).isEqualTo(value);
        assertThat(resolved("{'Fn::Sub': '<${" + name + "}>'}")).isEqualTo("<" + value + ">");
    }

    @ParameterizedTest
    @CsvSource({
        "Bucket, Arn, arn:aws:s3:::b-eu-central-1",
        "Role, Arn, arn:aws:iam::000000000000:role/writer",
        "Logs, Arn, arn:aws:logs:eu-central-1:000000000000:log-group:/aws/lambda/f:*",
        "Function, Arn, arn:aws:lambda:eu-central-1:000000000000:function:f",
        "Version, Version, 1",
        "Queue, Arn, arn:aws:sqs:eu-central-1:000000000000:q",
        "Queue, QueueName, q"
    })
    void resolvesGetAtt(String resource, String attribute, String value) throws Exception {
        assertThat(resolved("{'Fn::GetAtt': ['" + resource + "', '" + attribute + "']}"))
                .isEqualTo(value);
        assertThat(resolved("{'Fn::Sub': '${" + resource + "." + attribute + "}!'}"))
                .isEqualTo(value + "!");
    }

    @Test
    void resolvesRefOfVersionAndAlias() throws Exception {
        assertThat(resolved("{'Ref': 'Version'}")).endsWith(":function:f:1");
        assertThat(resolved("{'Ref': 'Alias'}")).endsWith(":function:f:live");
    }

    /** The name of the bucket contains the UUID, so it must be the same in every run. */
    @Test
    void endsTheStackIdWithAUuidOfTheName() throws Exception {
        assertThat(resolved("{'Ref': 'AWS::StackId'}"))
                .matches("arn:aws:cloudformation:eu-central-1:000000000000:stack/Lab/[0-9a-f-]{36}")
                .isEqualTo(resolved("{'Ref': 'AWS::StackId'}"));
    }

    @Test
    void joinsSplitsAndSelects() throws Exception {
        assertThat(resolved("{'Fn::Join': ['-', ['a', {'Ref': 'Function'}, 'c']]}"))
                .isEqualTo("a-f-c");
        assertThat(resolved("{'Fn::Join': ['-', []]}")).isEmpty();
        assertThat(resolved("{'Fn::Select': [1, ['a', {'Ref': 'Function'}]]}")).isEqualTo("f");
        assertThat(resolved("{'Fn::Select': ['0', ['a', 'b']]}")).isEqualTo("a");
        assertThat(resolved("{'Fn::Select': [2, {'Fn::Split': ['/', {'Fn::Join': ['/', ['x', 'y', 'z']]}]}]}"))
                .isEqualTo("z");
        assertThat(resolved("{'Fn::Join': ['|', {'Fn::Split': ['.', 'a..b.']}]}"))
                .as("the delimiter is not a pattern, and empty parts count")
                .isEqualTo("a||b|");
    }

    @Test
    void substitutesVariablesInPlainText() throws Exception {
        assertThat(resolved("{'Fn::Sub': 'a$1 ${!Literal} ${Function} ${Function}'}"))
                .isEqualTo("a$1 ${Literal} f f");
    }

    @Test
    void keepsOtherValues() throws Exception {
        String plain = "{\"a\":[1,true,null,\"x\"],\"b\":{\"Ref\":\"kept\",\"other\":1}}";

        assertThat(intrinsics().resolve(JSON.readTree(plain)).toString()).isEqualTo(plain);
        assertThat(intrinsics()
                        .resolve(json("{'a': {'b': [{'Ref': 'Function'}]}}"))
                        .toString())
                .isEqualTo("{\"a\":{\"b\":[\"f\"]}}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "{'Fn::ImportValue': 'x'} | the template uses Fn::ImportValue, which the lab does not know",
                "{'Fn::Sub': ['x', {}]} | the template uses Fn::Sub with variables of its own, which the lab does not know",
                "{'Ref': 'Nobody'} | the template refers to Nobody, which it does not have",
                "{'Fn::GetAtt': ['Nobody', 'Arn']} | the template refers to Nobody, which it does not have",
                "{'Ref': 'Topic'} | the template uses Ref of Topic, a AWS::SNS::Topic, which the lab does not know",
                "{'Fn::GetAtt': ['Bucket', 'DomainName']} | the template uses DomainName of Bucket, a AWS::S3::Bucket,"
                        + " which the lab does not know",
                "{'Fn::Select': [3, ['a', 'b']]} | the template selects 3 of 2 parts"
            })
    void namesWhatItDoesNotKnow(String expression, String message) {
        assertThatThrownBy(() -> resolved(expression))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    private static String resolved(String expression) throws JsonProcessingException {
        return intrinsics().resolve(json(expression)).asText();
    }

    private static Intrinsics intrinsics() throws JsonProcessingException {
        return new Intrinsics(new Template("Lab", "eu-central-1", JSON.readTree(TEMPLATE)));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
