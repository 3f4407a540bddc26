package dev.sluice.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayPropertiesTest {
    @Test
    void shouldHaveDefaults() {
        Settings none = new Settings(Map.of());

        GatewayProperties properties = GatewayProperties.read(none);

        assertThat(properties)
                .isEqualTo(new GatewayProperties(
                        TopicSettings.read(none),
                        properties.datasets(),
                        64,
                        64,
                        512 * 1024,
                        512 * 1024,
                        64 * 1024,
                        new InflateLimits(10L * 1024 * 1024 * 1024, 200),
                        1024L * 1024 * 1024,
                        1_000,
                        4,
                        3,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5),
                        new ClaimSettings(true, 100_000, Duration.ofSeconds(10)),
                        new ResumableSettings(Duration.ofHours(24), 1_000, 100, 1L << 40, 8 * 1024 * 1024),
                        List.of()));
        assertThat(properties.datasets().names()).startsWith("sensor-readings");
    }

    @Test
    void shouldSendFourHeartbeatsWithinAShortDeadline() {
        Settings hasty = new Settings(Map.of("gateway.upload-deadline", "10s"));

        assertThat(GatewayProperties.read(hasty).progressInterval()).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void shouldSplitOrigins() {
        Settings settings = new Settings(Map.of("gateway.cors-origins", "http://a.example:3000 ,https://b.example"));

        assertThat(GatewayProperties.read(settings).corsOrigins())
                .containsExactly("http://a.example:3000", "https://b.example");
    }

    @Test
    void shouldReadClaims() {
        Settings settings = new Settings(
                Map.of("gateway.duplicates", "allow", "gateway.max-claims", "500", "gateway.claim-wait", "2s"));

        assertThat(GatewayProperties.read(settings).claims())
                .isEqualTo(new ClaimSettings(false, 500, Duration.ofSeconds(2)));
    }

    @Test
    void shouldReportFaultsOfClaims() {
        Settings wrong = new Settings(
                Map.of("gateway.duplicates", "maybe", "gateway.max-claims", "99", "gateway.claim-wait", "1h"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.verify(GatewayProperties::read))
                .withMessageContainingAll(
                        "sluice.gateway.duplicates: expected allow or refuse",
                        "sluice.gateway.max-claims",
                        "sluice.gateway.claim-wait");
    }

    @Test
    void shouldReportAllFaultsAtOnce() {
        Settings wrong = new Settings(Map.of(
                "gateway.max-row-bytes", "2KiB",
                "gateway.chunk-bytes", "1KiB",
                "gateway.max-ingest-bytes", "1MiB",
                "gateway.max-inflated-bytes", "0",
                "gateway.max-inflate-ratio", "1",
                "gateway.cors-origins", "example.com",
                "gateway.upload-deadline", "20s",
                "gateway.progress-interval", "6s",
                "gateway.max-upload", "1"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.verify(GatewayProperties::read))
                .withMessageContainingAll(
                        "sluice.gateway.chunk-bytes",
                        "sluice.gateway.max-ingest-bytes",
                        "sluice.gateway.max-inflated-bytes",
                        "sluice.gateway.max-inflate-ratio",
                        "sluice.gateway.cors-origins",
                        "sluice.gateway.progress-interval",
                        "sluice.gateway.max-upload: unknown setting");
    }
}
