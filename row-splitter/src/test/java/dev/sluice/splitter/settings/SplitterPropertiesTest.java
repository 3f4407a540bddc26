package dev.sluice.splitter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.settings.InvalidSettingsException;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitterPropertiesTest {
    @Test
    void shouldHaveDefaults() {
        assertThat(SplitterProperties.read(new Settings(Map.of())))
                .isEqualTo(new SplitterProperties(
                        TopicSettings.read(new Settings(Map.of())),
                        Datasets.shipped(),
                        new Settings(Map.of()).threads("splitter.threads", 1, 4),
                        Path.of("data/row-splitter"),
                        32 * 1024 * 1024,
                        Duration.ofSeconds(30)));
    }

    @Test
    void shouldReadItsSettings() {
        Settings settings = new Settings(
                        Map.of("splitter.threads", "8", "splitter.state-dir", "/var/lib/x", "topics.prefix", "t."))
                .verify(SplitterProperties::read);

        SplitterProperties properties = SplitterProperties.read(settings);

        assertThat(properties.threads()).isEqualTo(8);
        assertThat(properties.stateDir()).isEqualTo(Path.of("/var/lib/x"));
        assertThat(properties.topics().prefix()).isEqualTo("t.");
    }

    @Test
    void shouldReportAllFaultsAtOnce() {
        Settings settings = new Settings(Map.of("splitter.threads", "0", "splitter.state", "x"));

        assertThatThrownBy(() -> settings.verify(SplitterProperties::read))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("sluice.splitter.threads: expected a whole number from 1 to 64, found \"0\"")
                .hasMessageContaining("sluice.splitter.state: unknown setting");
    }
}
