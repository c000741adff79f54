package dev.zips3.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationRuleTest {
    @ParameterizedTest
    @CsvSource({
        "s3:ObjectCreated:*, ObjectCreated:Put, true",
        "s3:ObjectCreated:*, ObjectCreated:CompleteMultipartUpload, true",
        "s3:ObjectCreated:*, ObjectRemoved:Delete, false",
        "s3:ObjectCreated:Put, ObjectCreated:Put, true",
        "s3:ObjectCreated:Put, ObjectCreated:Post, false",
    })
    void matchesEventNames(String configured, String event, boolean expected) {
        assertThat(rule(configured, "", "").matches(event, "any")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "images/, .png, images/a.png, true",
        "images/, .png, images/a b+c.png, true",
        "images/, .png, Images/a.png, false",
        "images/, .png, images/a.PNG, false",
        "images/, .png, zip/images/a.png, false",
        "images/, '', images/a.jpg, true",
        "'', .png, a.png, true",
    })
    void matchesPrefixAndSuffixWithCase(String prefix, String suffix, String key, boolean expected) {
        assertThat(rule("s3:ObjectCreated:*", prefix, suffix).matches("ObjectCreated:Put", key))
                .isEqualTo(expected);
    }

    @Test
    void refusesEventsWithoutS3Prefix() {
        assertThatThrownBy(() -> rule("ObjectCreated:*", "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ObjectCreated:*");
    }

    private static NotificationRule rule(String event, String prefix, String suffix) {
        return new NotificationRule("id", List.of(event), prefix, suffix, "arn");
    }
}
