package dev.sluice.results.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.settings.InvalidSettingsException;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsPropertiesTest {
    @Test
    void shouldHaveTheDocumentedDefaults() {
        ResultsProperties read = read(Map.of());

        assertThat(read)
                .isEqualTo(new ResultsProperties(
                        read.datasets(),
                        List.of(URI.create("http://localhost:8082")),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(8),
                        500,
                        100,
                        "",
                        List.of()));
    }

    @Test
    void shouldReadAllSettings() {
        Map<String, String> given = Map.of(
                "results.aggregators", "https://aggregator-1.internal:8443/sluice/, http://aggregator",
                "results.refresh-interval", "100ms",
                "RESULTS_CONNECT_TIMEOUT", "500ms",
                "results.hop-timeout", "30s",
                "results.request-timeout", "1m",
                "results.owner-wait", "4s",
                "results.max-event-streams", "7",
                "results.upload-url", "https://upload.example.com/",
                "results.cors-origins", "http://localhost:3000, https://ops.example.com");

        ResultsProperties read = read(given);

        assertThat(read)
                .isEqualTo(new ResultsProperties(
                        read.datasets(),
                        List.of(
                                URI.create("https://aggregator-1.internal:8443/sluice"),
                                URI.create("http://aggregator")),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(4),
                        7,
                        100,
                        "https://upload.example.com",
                        List.of("http://localhost:3000", "https://ops.example.com")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://aggregator", "http://10.0.0.1:80", "http://[::1]:8082", "http://a-b.c:1/x/y"})
    void shouldAcceptValidUrls(String url) {
        URI read = read(Map.of("results.aggregators", url)).aggregators().get(0);

        assertThat(read).hasToString(url);
        assertThat(read.getHost()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "http://a,",
                "http://a http://b",
                "aggregator:8082",
                "ftp://aggregator",
                "http://",
                "http://a_b:1",
                "http://a?b",
                "http://a b"
            })
    void shouldRefuseInvalidUrls(String url) {
        assertThatThrownBy(() -> verify(Map.of("results.aggregators", url)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("sluice.results.aggregators: expected");
    }

    @Test
    void shouldLimitTheHopTimeoutToTheRequestTimeout() {
        assertThat(read(Map.of("results.request-timeout", "3s")).hopTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThatThrownBy(() -> verify(Map.of("results.request-timeout", "3s", "results.hop-timeout", "4s")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("sluice.results.hop-timeout: expected a duration")
                .hasMessageContaining("from 100ms to 3s");
    }

    @Test
    void shouldReportAllFaultsAtOnce() {
        Map<String, String> given = Map.of(
                "results.aggregators", "nowhere",
                "results.connect-timeout", "2 seconds",
                "results.request-timeout", "1ms",
                "results.cors-origins", "example.com",
                "results.colour", "blue");

        assertThatThrownBy(() -> verify(given))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContainingAll(
                        "sluice.results.aggregators: expected",
                        "sluice.results.connect-timeout: expected a duration",
                        "sluice.results.request-timeout: expected a duration",
                        "sluice.results.cors-origins: expected",
                        "sluice.results.colour: unknown setting");
    }

    @Test
    void shouldLoadTheDatasetsOfTheDirectory(@TempDir Path directory) throws IOException {
        String songs = Datasets.shipped().find("song-plays").orElseThrow().document();
        Files.writeString(
                directory.resolve("film-plays.json"),
                songs.replace("\"name\": \"song-plays\"", "\"name\": \"film-plays\""));

        ResultsProperties read = read(Map.of("datasets.directory", directory.toString()));

        assertThat(read.datasets().names())
                .containsExactly("sensor-readings", "film-plays", "measurements", "song-plays");
    }

    private static ResultsProperties read(Map<String, String> given) {
        return ResultsProperties.read(verify(given));
    }

    private static Settings verify(Map<String, String> given) {
        return new Settings(given).verify(ResultsProperties::read);
    }
}
