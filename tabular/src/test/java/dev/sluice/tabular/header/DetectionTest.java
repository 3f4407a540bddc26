package dev.sluice.tabular.header;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The results of detection; its rules are tested by {@code spec/delimiters.yaml} and {@code spec/header-less.yaml}. */
class DetectionTest {
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();
    private static final Dataset SONGS = Datasets.shipped().find("song-plays").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", ""})
    void shouldPointToTheFirstRowAfterTheHeaderRow(String lineEnd) throws HeaderException {
        String header = "timestamp,sensor_id,value";
        Detection detection = detect(header + lineEnd + (lineEnd.isEmpty() ? "" : "1000000000,s1,1\n"), READINGS);

        assertThat(detection.headerRow()).isEqualTo(header);
        assertThat(detection.firstRow()).isEqualTo(header.length() + lineEnd.length());
        assertThat(detection.linesBefore()).isEqualTo(lineEnd.isEmpty() ? 0 : 1);
        assertThat(detection.columns().names()).containsExactly("timestamp", "sensor_id", "value");
    }

    @Test
    void shouldCountTheLinesBeforeTheFirstRow() throws HeaderException {
        Detection detection = detect("\n\r\ntimestamp;\"sensor\r\nid\";value\n0;s1;1\n", READINGS);

        assertThat(detection.headerRow()).isEqualTo("timestamp;\"sensor\r\nid\";value");
        assertThat(detection.linesBefore()).isEqualTo(4);
    }

    @Test
    void shouldGenerateAMissingHeaderRow() throws HeaderException {
        Detection detection = detect("\n\nUmbrella;2020-01-01;7\n", SONGS);

        assertThat(detection.headerRow()).isEqualTo("Song;Date;Number of Plays");
        assertThat(detection.firstRow()).isEqualTo(2);
        assertThat(detection.linesBefore()).isEqualTo(2);
        assertThat(detection.options().format()).isEqualTo("delimiter=%3B&header=absent");
    }

    @Test
    void shouldQuoteNamesInAGeneratedHeaderRow() throws HeaderException {
        Detection detection =
                detect("Umbrella 2020-01-01 7\n", SONGS, ReadOptions.parse("delimiter=%20&header=absent"));

        assertThat(detection.headerRow()).isEqualTo("Song Date \"Number of Plays\"");
        assertThat(detection.columns().names()).containsExactly("Song", "Date", "Number of Plays");
    }

    @Test
    void shouldProvideAHeaderRowAndOptionsThatGiveTheSameColumns() throws HeaderException {
        Detection detection = detect("1000000000|1\n", READINGS, ReadOptions.parse("header=absent&set.sensor_id=s|1"));

        Columns again = Columns.of(
                detection.headerRow(),
                READINGS,
                ReadOptions.parse(detection.options().format()));
        assertThat(again.all()).isEqualTo(detection.columns().all());
        assertThat(again.constants()).isEqualTo(detection.columns().constants());
    }

    @Test
    void shouldReadOnlyItsRangeOfTheArray() throws HeaderException {
        byte[] text = "\"\0\0timestamp,sensor_id,value\n\0\"".getBytes(UTF_8);

        Detection detection = Detection.of(text, 3, text.length - 2, READINGS, ReadOptions.NONE);

        assertThat(detection.headerRow()).isEqualTo("timestamp,sensor_id,value");
        assertThat(detection.firstRow()).isEqualTo(text.length - 2);
    }

    @Test
    void shouldReportAnUnclosedQuoteInTheHeaderRow() {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> detect("\na,\"b\nc\n", READINGS))
                .withMessage("expected a closing quote in the first row, on line 2, found none: "
                        + "a quoted field is open there")
                .satisfies(e -> assertThat(e.code()).isEqualTo("unclosed-quote"));
    }

    @Test
    void shouldReportTheColumnsOfTheBestCandidate() {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> detect("a,b,c,d;timestamp;value\n", READINGS))
                .satisfies(e -> {
                    assertThat(e.columns()).containsExactly("sensor_id");
                    assertThat(e.found()).containsExactly("a,b,c,d", "timestamp", "value");
                });
    }

    private static Detection detect(String text, Dataset dataset) throws HeaderException {
        return detect(text, dataset, ReadOptions.NONE);
    }

    private static Detection detect(String text, Dataset dataset, ReadOptions asked) throws HeaderException {
        byte[] bytes = text.getBytes(UTF_8);
        return Detection.of(bytes, 0, bytes.length, dataset, asked);
    }
}
