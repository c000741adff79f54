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
        // By sequencer where both have one, whatever the bytes.
        "1, a, 2, b, true",
        "2, a, 1, b, false",
        "2, a, 2, a, false",
        "1, a, 2, a, true",
        // By content where one has none: only a ZIP of the same bytes stays.
        ", a, 2, b, true",
        ", a, 2, a, false",
        "2, a, , b, true",
        "2, a, , a, false",
        // Somebody else's ZIP says nothing of itself.
        ", , 1, a, true",
        ", , , a, true",
    })
    void decidesWhichZipStays(String s1, String e1, String s2, String e2, boolean older) {
        assertThat(provenance(s1, e1).isOlderThan(provenance(s2, e2))).isEqualTo(older);
    }

    @Test
    void survivesTheMetadata() {
        Provenance provenance = provenance("0055AED6", "d41d8cd98f00b204e9800998ecf8427e");
        assertThat(Provenance.from(provenance.metadata())).isEqualTo(provenance);
        assertThat(Provenance.from(Map.of())).isEqualTo(provenance(null, null));
    }
}
