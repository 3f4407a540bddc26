package dev.sluice.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.generator.ReadingsBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PreparedFileTest {
    private static final FileRecipe READINGS = new FileRecipe(3, 10_000, 50, 0.1);

    @Test
    void shouldHoldTheFileThatItsDescriptionMakes() throws IOException {
        PreparedFile file = PreparedFile.of(READINGS);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (byte[] block : file.blocks()) {
            text.write(block);
        }

        assertThat(text.toByteArray()).isEqualTo(new ReadingsBody(READINGS).readAllBytes());
        assertThat(file.bytes()).isEqualTo(text.size());
        assertThat(file.expected().rows()).isEqualTo(READINGS.rows());
    }
}
