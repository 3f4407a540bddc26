package dev.sluice.tabular.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.document.Documents;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesKeyTest {
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();
    private static final Dataset PLAYS = Datasets.shipped().find("song-plays").orElseThrow();
    private static final Dataset MEASUREMENTS =
            Datasets.shipped().find("measurements").orElseThrow();
    private static final Dataset TEXTS = Documents.read("""
            {"name": "texts",
             "fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}, {"name": "m", "type": "number"}],
             "sluice": {"groupBy": ["b", "a"], "measure": "m"}}""");

    @Test
    void shouldBeTheTextOfTheOnlyGroupFieldAsItIs() {
        assertThat(key(READINGS, "2024-05-01T10:00", "a,\"b\"\n", "1")).isEqualTo("a,\"b\"\n");
        assertThat(READINGS.seriesCells("a,\"b\"\n")).containsExactly("a,\"b\"\n");
        assertThat(key(MEASUREMENTS, "2019-05-01T06:00:00-04:00", "0,2")).isEqualTo("2019-05-01T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Umbrella | Umbrella,2020-01-01",
                "Say, Hello | `Say, Hello`,2020-01-01",
                "Say `Hello` | `Say ``Hello```,2020-01-01",
                "~Two\nlines~ | ~`Two\nlines`,2020-01-01~",
                "a\\b'c | a\\b'c,2020-01-01",
            })
    void shouldBeACsvRecordOfSeveralGroupFields(String song, String key) {
        String quoted = song.replace('`', '"');

        assertThat(key(PLAYS, quoted, "2020-01-01", "7")).isEqualTo(key.replace('`', '"'));
        assertThat(PLAYS.seriesCells(key.replace('`', '"'))).containsExactly(quoted, "2020-01-01");
    }

    @Test
    void shouldFollowTheOrderOfTheGroupFields() {
        assertThat(key(TEXTS, "first", "second", "1")).isEqualTo("second,first");
    }

    @Test
    void shouldGiveBackTheCellsItWasMadeOf() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String a = text(random);
            String b = text(random);

            assertThat(TEXTS.seriesCells(key(TEXTS, a, b, "1")))
                    .as("seed %d", seed)
                    .isEqualTo(List.of(b, a));
        }
    }

    private static String text(Random random) {
        return "x"
                + Stream.generate(() -> List.of(",", "\"", "\n", "\r", " ", "'", "\\", ";", "a", "😀")
                                .get(random.nextInt(10)))
                        .limit(random.nextInt(6))
                        .collect(Collectors.joining());
    }

    private static String key(Dataset dataset, String... cells) {
        Object[] values = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) {
            values[i] = dataset.fields().get(i).parse(cells[i]);
        }
        return dataset.seriesKey(values);
    }
}
