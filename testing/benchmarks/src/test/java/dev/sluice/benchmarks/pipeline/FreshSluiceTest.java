package dev.sluice.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshSluiceTest {
    @Test
    void shouldFindWhereItListens() throws IOException {
        String script = "echo 'Sluice is ready; …'; echo '  health   http://localhost:80/health'; exec sleep 60";

        try (FreshSluice sluice = FreshSluice.start(List.of("sh", "-c", script))) {
            assertThat(sluice.awaitReady()).isEqualTo(URI.create("http://localhost:80"));
        }
    }

    @Test
    void shouldReportTheOutputOfAFailedProcess() throws IOException {
        try (FreshSluice sluice = FreshSluice.start(List.of("sh", "-c", "echo \"no: $JAVA_OPTS\" >&2"), "-Xmx1m")) {
            assertThatThrownBy(sluice::awaitReady)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no:")
                    .hasMessageContaining("-Xmx1m");
        }
    }
}
