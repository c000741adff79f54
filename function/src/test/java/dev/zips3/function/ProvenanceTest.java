package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProvenanceTest {

    private static Provenance provenance(String sequencer, String eTag) {
        return new Provenance(Sequencer.of(sequencer), Optional.ofNullable(eTag));
    }

    @ParameterizedTest
    @CsvSource({
        // Both have a sequencer: the content does not matter.
        "1, a, 2, b, OLDER",
        "2, a, 1, b, SAME_OR_NEWER",
        "2, a, 2, a, SAME_OR_NEWER",
        "1, a, 2, a, OLDER",
        // One has none: the same ETag keeps the ZIP, another one says nothing.
        ", a, 2, b, UNKNOWN",
        ", a, 2, a, SAME_OR_NEWER",
        "2, a, , b, UNKNOWN",
        "2, a, , a, SAME_OR_NEWER",
        // An object that the function did not write has neither.
        ", , 1, a, UNKNOWN",
        ", , , a, UNKNOWN",
    })
    void comparesAZipWithTheImage(String s1, String e1, String s2, String e2, Provenance.Order order) {
        assertThat(provenance(s1, e1).relativeTo(provenance(s2, e2))).isEqualTo(order);
    }

    @Test
    void isForeignWhenItSaysNothing() {
        assertThat(provenance(null, null).isForeign()).isTrue();
        assertThat(provenance("1", null).isForeign()).isFalse();
        assertThat(provenance(null, "a").isForeign()).isFalse();
    }

    @Test
    void restoresWhatItsMetadataSay() {
        Provenance provenance = provenance("0055AED6", "d41d8cd98f00b204e9800998ecf8427e");
        assertThat(Provenance.from(provenance.metadata())).isEqualTo(provenance);
        assertThat(Provenance.from(Map.of())).isEqualTo(provenance(null, null));
    }
}
