package dev.zips3.integration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The images in {@code samples/} are the drawn ones. Their pixels are compared, because JDKs compress differently. */
class SamplesTest {

    private static final Path SAMPLES = Project.ROOT.resolve("samples");

    static Stream<String> names() {
        return Samples.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void drawsEverySample(String name) throws Exception {
        BufferedImage drawn = Samples.all().get(name);
        BufferedImage kept = ImageIO.read(SAMPLES.resolve(name).toFile());

        assertThat(kept.getWidth()).isEqualTo(drawn.getWidth());
        assertThat(kept.getHeight()).isEqualTo(drawn.getHeight());
        assertThat(pixels(kept))
                .as("to draw them anew: mvn test -pl integration-tests -am -Dtest=SamplesTest -Dsamples.update=true")
                .isEqualTo(pixels(drawn));
    }

    @Test
    void areSmallAndHaveNoOthersBesideThem() throws Exception {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            List<Path> kept = files.toList();

            assertThat(kept)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrderElementsOf(Samples.all().keySet());
            long bytes = 0;
            for (Path file : kept) {
                bytes += Files.size(file);
            }
            assertThat(bytes).isLessThan(300_000);
        }
    }

    /** Into {@code samples/} only with {@code -Dsamples.update=true}. */
    @Test
    void writesThemAsFiles(@TempDir Path directory) throws IOException {
        Path target = Boolean.getBoolean("samples.update") ? SAMPLES : directory;

        Samples.main(new String[] {target.toString()});

        assertThat(target.resolve("blue sky.png")).isNotEmptyFile();
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
