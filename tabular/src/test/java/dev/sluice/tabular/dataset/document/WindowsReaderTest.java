package dev.sluice.tabular.dataset.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Windows;
import dev.sluice.tabular.dataset.type.Timestamps;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsReaderTest {
    private static final String DOCUMENT = """
            {"name": "test", "fields": [
              {"name": "s", "type": "string"}, {"name": "n", "type": "number"}, {"name": "t", "type": "datetime"}],
             "sluice": {"groupBy": "s", "measure": "n", "time": "t", "windows": %s}}""";

    @ParameterizedTest
    @CsvSource({"1s, 1", "90s, 90", "15m, 900", "1h, 3600", "7d, 604800", "3650d, 315360000", "315360000s, 315360000"})
    void shouldReadALength(String text, long seconds) {
        assertThat(Documents.read(DOCUMENT.formatted('"' + text + '"')).windows())
                .isEqualTo(new Windows(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"0s\"",
                "\"-1h\"",
                "\"01h\"",
                "\"1.5h\"",
                "\"1 h\"",
                "\"1H\"",
                "\"1w\"",
                "\"h\"",
                "\"\"",
                "\"3651d\"",
                "\"315360001s\"",
                "\"99999999999999999999s\"",
                "\"1h \"",
                "\"\\u0661h\"",
                "3600",
                "null",
                "true"
            })
    void shouldRefuseAnythingElse(String json) {
        assertThat(Documents.faults(DOCUMENT.formatted(json))).singleElement().satisfies(fault -> assertThat(fault)
                .startsWith("/sluice/windows: expected a length such as 30s, 15m, 1h or 1d, from 1s to 3650d, found "));
    }

    @Test
    void shouldRefuseWindowsWithoutATime() {
        String timeless = DOCUMENT.formatted("\"1h\"").replace("\"time\": \"t\", ", "");

        assertThat(Documents.faults(timeless))
                .containsExactly("/sluice/windows: expected windows only together with a time, found none");
    }

    @Test
    void shouldHaveNoneWithoutTheProperty() {
        assertThat(Documents.read(Documents.everything()).windows()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 2026-11-01T10:59:59.999999Z, 2026-11-01T10:00:00Z",
        "3600, 2026-11-01T11:00:00Z, 2026-11-01T11:00:00Z",
        "86400, 1969-12-31T23:59:59.999999Z, 1969-12-31T00:00:00Z",
        "604800, 1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "604800, 1969-12-31T00:00:00Z, 1969-12-25T00:00:00Z",
        "1, 0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "315360000, 9999-12-31T23:59:59.999999Z, 9994-09-02T00:00:00Z"
    })
    void shouldBeginAtMultiplesOfTheLengthSince1970(long seconds, Instant time, Instant start) {
        long micros = Timestamps.parseMicros(time.toString()).orElseThrow();

        assertThat(Instant.ofEpochSecond(new Windows(seconds).startOf(micros))).isEqualTo(start);
    }
}
