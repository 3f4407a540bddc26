package dev.sluice.tabular.row.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNotesTest {
    private static final Dataset READINGS =
            Datasets.shipped().find(Datasets.DEFAULT).orElseThrow();

    @Test
    void shouldNameThePropertiesOfRowsThatHaveOthers() {
        assertThat(JsonNotes.of("{\"fecha\":\"2021-01-01\",\"tmed\":\"10,2\"}", READINGS))
                .containsExactly("rows have the properties \"fecha\", \"tmed\", and the dataset the fields timestamp,"
                        + " sensor_id, value: a dataset document can have the names of these properties");
    }

    @Test
    void shouldNameThePropertyThatHoldsTheRows() {
        String row = "{\"name\":{\"a\":[1]},\"data\":[{\"time\":1614855600000,\"x\":[{}]},{}],\"n\":[1,[2]],\"z\":1}";

        assertThat(JsonNotes.of(row, READINGS))
                .hasSize(2)
                .contains("the property \"data\" is an array of objects, which may be the rows: send these alone, in an"
                        + " array or one on each line")
                .anySatisfy(note ->
                        assertThat(note).startsWith("rows have the properties \"name\", \"data\", \"n\", \"z\", and"));
        assertThat(JsonNotes.of(row.substring(0, 60), READINGS)).hasSize(2);
    }

    @Test
    void shouldNameAFewOfManyProperties() {
        String row =
                IntStream.range(0, 5_000).mapToObj(i -> "\"p" + i + "\":1").collect(Collectors.joining(",", "{", "}"));

        assertThat(JsonNotes.of(row, READINGS))
                .singleElement()
                .asString()
                .contains("\"p19\", …, and")
                .doesNotContain("p20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[{\"a\":1}]",
                "{\"value\":\"x\"}",
                "{",
                "{}",
                "{\"a",
                "\u0000",
                "{\"sensor_id\": 1, \"b"
            })
    void shouldSayNothingOfOthers(String row) {
        assertThat(JsonNotes.of(row, READINGS)).isEmpty();
    }
}
