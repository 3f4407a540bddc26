package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.ReadOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingNotesTest {
    private static final String NO_ZONE = "times have no zone and are taken as UTC; zone= says another";
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01 10:00:00", "2026-11-01T10:00", "2026-11-01"})
    void shouldTellThatTimesHaveNoZone(String time) {
        assertThat(notes("timestamp,sensor_id,value\n" + time + ",a,1\n", "")).containsExactly(NO_ZONE);
        assertThat(notes("timestamp,sensor_id,value\n" + time + ",a,1\n", "zone=Europe%2FBerlin"))
                .isEmpty();
        assertThat(notes("timestamp,hall,cellar\n" + time + ",1,2\n", "layout=wide"))
                .containsExactly(NO_ZONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01T10:00:00Z", "2026-11-01 10:00:00+01:00", "1795824000", "noon"})
    void shouldTellNothingOfOtherTimes(String time) {
        assertThat(notes("timestamp,sensor_id,value\n" + time + ",a,1\n", "")).isEmpty();
    }

    @Test
    void shouldTellOfAPatternWithoutAZone() {
        assertThat(notes("timestamp,sensor_id,value\n1.11.2026,a,1\n", "time_format=%25d.%25m.%25Y"))
                .containsExactly(NO_ZONE);
    }

    @Test
    void shouldTellThatSeriesMayBeMixed() {
        String text = "timestamp,sensor_id,value\n2026-11-01T10:00:00Z,a,1\n2026-11-01T10:00:00Z,a,2\n"
                + "2026-11-01T10:00:00Z,b,2\n";

        assertThat(notes(text, ""))
                .containsExactly("1 of 3 valid rows have the time of another one of the same series, so several series"
                        + " may be counted as one; map.sensor_id= names the column that tells them apart");
        assertThat(notes(text.replace("a,2", "c,2"), "")).isEmpty();
    }

    @Test
    void shouldTellNothingOfWhatCannotBeRead() {
        assertThat(notes("a,b\n1,2\n", "")).isEmpty();
        assertThat(notes("", "")).isEmpty();
    }

    private static List<String> notes(String text, String asked) {
        return ReadingNotes.of(text.getBytes(UTF_8), READINGS, ReadOptions.parse(asked), 100);
    }
}
