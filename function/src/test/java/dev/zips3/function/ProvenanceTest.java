package dev.zips3.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProvenanceTest {

    private static final String KEY_HASH = "aa";

    private static Provenance provenance(String keyHash, String sequencer, String eTag) {
        return new Provenance(Optional.ofNullable(keyHash), Sequencer.of(sequencer), Optional.ofNullable(eTag));
    }

    @ParameterizedTest
    @CsvSource({
        // Both have a sequencer: the content does not matter.
        "1, a, 2, b, OLDER",
        "1, a, 2, a, OLDER",
        "2, a, 1, b, NEWER",
        "2, a, 1, a, NEWER",
        // Equal sequencers, also of different lengths: an emulator sends the same one always.
        "0, a, 0, a, SAME",
        "0, a, 00, a, SAME",
        "0, a, 0, b, UNKNOWN",
        // Neither has one.
        ", a, , a, SAME",
        ", a, , b, UNKNOWN",
        // One has none, so the uploads are not the same.
        ", a, 2, a, UNKNOWN",
        ", a, 2, b, UNKNOWN",
        "2, a, , a, UNKNOWN",
        "2, a, , b, UNKNOWN",
        // The metadata is incomplete.
        ", , , a, UNKNOWN",
    })
    void comparesAZipWithTheImage(String s1, String e1, String s2, String e2, Provenance.Order order) {
        assertThat(provenance(KEY_HASH, s1, e1).relativeTo(provenance(KEY_HASH, s2, e2)))
                .isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({"bb, 1, a", "bb, 3, b", "bb, 2, b", ", 3, b", ", , "})
    void ordersNothingIfTheKeyIsAnother(String keyHash, String sequencer, String eTag) {
        Provenance image = provenance(KEY_HASH, "2", "b");
        Provenance zip = provenance(keyHash, sequencer, eTag);
        assertThat(zip.relativeTo(image)).isEqualTo(Provenance.Order.UNKNOWN);
        assertThat(zip.isForeignTo(image)).isTrue();
        assertThat(image.isForeignTo(image)).isFalse();
    }

    /** The longest key and sequencer are within S3's 2 KB, and the metadata is US-ASCII. */
    @Test
    void namesAnyImageInItsMetadata() {
        UploadedImage image = new UploadedImage(
                "images/" + "ü".repeat(506) + ".png",
                Optional.empty(),
                Optional.empty(),
                Sequencer.of("F".repeat(128)));
        Map<String, String> metadata =
                Provenance.of(image, "d41d8cd98f00b204e9800998ecf8427e-10000").metadata();
        assertThat(metadata.keySet()).containsExactly("source-key-sha256", "source-sequencer", "source-etag");
        assertThat(metadata.get("source-key-sha256")).matches("[0-9a-f]{64}");
        assertThat(String.join("", metadata.keySet()) + String.join("", metadata.values()))
                .hasSizeLessThan(2048)
                .matches("[\\x21-\\x7E]*");
    }

    @Test
    void hashesTheKeyWithSha256() {
        UploadedImage image = new UploadedImage("abc", Optional.empty(), Optional.empty(), Optional.empty());
        // FIPS 180-2, B.1
        assertThat(Provenance.of(image, "e").keyHash())
                .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void restoresWhatItsMetadataSay() {
        Provenance provenance = provenance(KEY_HASH, "0055AED6", "d41d8cd98f00b204e9800998ecf8427e");
        assertThat(Provenance.from(provenance.metadata())).isEqualTo(provenance);
        assertThat(Provenance.from(Map.of())).isEqualTo(provenance(null, null, null));
    }
}
