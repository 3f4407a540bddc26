package dev.sluice.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.generator.GeneratedBody;
import dev.sluice.cli.generator.GeneratedDataset;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GeneratedContentTest {
    @Test
    void shouldNotGenerateASmallFileForItsSize() throws IOException {
        GeneratedContent content = GeneratedContent.of(100, () -> body(100));

        assertThat(content.size()).isEqualTo(-1);
        try (InputStream all = content.from(0)) {
            all.readAllBytes();
        }
        assertThat(content.expected().validRows()).isEqualTo(100);
    }

    @Test
    void shouldKnowTheSizeOfALargeFileAndReadItFromAnyPlace() throws IOException {
        GeneratedContent content = GeneratedContent.of(2_000_000, () -> body(1_000));
        byte[] all = body(1_000).readAllBytes();

        assertThat(content.size()).isEqualTo(all.length);
        try (InputStream rest = content.from(all.length - 10)) {
            assertThat(rest.readAllBytes()).containsExactly(Arrays.copyOfRange(all, all.length - 10, all.length));
        }
        assertThat(content.expected().validRows()).isEqualTo(1_000);
    }

    private static GeneratedBody body(long rows) {
        return GeneratedDataset.SENSOR_READINGS.body(new FileRecipe(7, rows, 20, 0));
    }
}
