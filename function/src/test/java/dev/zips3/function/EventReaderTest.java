package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventReaderTest {

    private static final EventRecord EMPTY = new EventRecord(null, null, null, null, null, null);

    private static List<EventRecord> read(String event) throws IOException {
        return new EventReader().read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void takesWhatConcernsTheFunctionAndPassesOverTheRest() throws IOException {
        assertThat(read("""
                {"a":{"Records":[{}]},"Records":[{"eventVersion":"2.1","awsRegion":"us-west-2",
                "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"P","eventName":"not this"},
                "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"b","ownerIdentity":{"name":"not this"},"arn":"a"},
                "object":{"key":"images/%C3%BC+\\u00fc.png","size":3,"eTag":"e","versionId":"v","sequencer":"0A",
                "new":[{"key":"not this"}]},"name":"not this"},"key":"not this"}],"z":[[]]}"""))
                .containsExactly(new EventRecord("ObjectCreated:Put", "b", "images/%C3%BC+ü.png", "e", "v", "0A"));
    }

    @Test
    void keepsTheOrderAndThePlaceOfWhatIsNoRecord() throws IOException {
        assertThat(read("{\"Records\":[{\"eventName\":\"1\"},null,7,[{}],\"x\",{\"s3\":[]},{\"eventName\":\"2\"}]}"))
                .containsExactly(
                        new EventRecord("1", null, null, null, null, null),
                        EMPTY,
                        EMPTY,
                        EMPTY,
                        EMPTY,
                        EMPTY,
                        new EventRecord("2", null, null, null, null, null));
    }

    /** S3 sends text; what is none can be no key and no sequencer of it. */
    @Test
    void takesOnlyTextForText() throws IOException {
        assertThat(read("{\"Records\":[{\"eventName\":1,\"s3\":{\"bucket\":{\"name\":null},\"object\":{\"key\":true,"
                        + "\"eTag\":{},\"versionId\":[],\"sequencer\":1.5}}}]}"))
                .containsExactly(EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "\"Records\"", "[]", "[{\"Records\":[{}]}]", "{}", "{\"Records\":{}}"})
    void findsNoneWhereThereIsNone(String event) throws IOException {
        assertThat(read(event)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"Records\":[", "{\"Records\":[{\"s3\":{", "{\"Records\":[{]}", "S3", "{\"a\":\"\n\"}"})
    void refusesWhatIsNotJson(String event) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> read(event))
                .withMessage("the event is not JSON")
                .satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain("\n"));
    }
}
