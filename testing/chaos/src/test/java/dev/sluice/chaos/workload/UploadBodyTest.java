package dev.sluice.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadBodyTest {
    private static final byte[] TEXT = new byte[1_000];

    @Test
    void shouldFailAtTheGivenOffset() throws IOException {
        InputStream cut = UploadBody.cut(TEXT, 400);

        assertThat(cut.readNBytes(new byte[400], 0, 400)).isEqualTo(400);
        assertThatThrownBy(cut::read).isInstanceOf(IOException.class).hasMessageContaining("as planned");
    }

    @Test
    void shouldSendAllInSmallParts() throws IOException {
        InputStream slow = UploadBody.slow(TEXT, Duration.ofMillis(20));

        assertThat(slow.read(new byte[1_000])).isEqualTo(50);
        assertThat(slow.readAllBytes()).hasSize(950);
    }
}
