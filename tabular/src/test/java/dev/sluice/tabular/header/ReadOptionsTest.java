package dev.sluice.tabular.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.tabular.header.ReadOptions.Layout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOptionsTest {
    @Test
    void shouldReadAnEmptyTextAsNoOptions() {
        assertThat(ReadOptions.parse("")).isEqualTo(ReadOptions.NONE);
        assertThat(ReadOptions.NONE.format()).isEmpty();
    }

    @Test
    void shouldReadAllOptions() {
        assertThat(ReadOptions.parse(
                        "set.sensor_id=machine-7&layout=wide&map.value=temp_c&header=absent&delimiter=%3B&map.time=t"))
                .isEqualTo(new ReadOptions(
                        ';',
                        false,
                        Layout.WIDE,
                        Map.of("value", "temp_c", "time", "t"),
                        Map.of("sensor_id", "machine-7")));
    }

    @Test
    void shouldWriteEqualOptionsAlike() {
        ReadOptions options = new ReadOptions(
                ';',
                false,
                Layout.WIDE,
                Map.of("value", "temp_c", "time", "t"),
                Map.of("sensor_id", "machine-7", "Number of Plays", "1&2=+%ü"));

        assertThat(options.format())
                .isEqualTo("delimiter=%3B&header=absent&layout=wide&map.time=t&map.value=temp_c"
                        + "&set.Number%20of%20Plays=1%262%3D%2B%25%C3%BC&set.sensor_id=machine-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "delimiter=%2C&header=present",
                "delimiter=%09&header=absent",
                "layout=wide",
                "map.value=",
                "map.a.b=c.d&set.e%3Df=%26"
            })
    void shouldReadWhatItWrites(String text) {
        assertThat(ReadOptions.parse(text).format()).isEqualTo(text);
    }

    @Test
    void shouldAcceptDecodedOptions() {
        assertThat(ReadOptions.of(Map.of("delimiter", "|", "header", "present", "layout", "long", "set.id", "a b")))
                .isEqualTo(new ReadOptions('|', true, Layout.LONG, Map.of(), Map.of("id", "a b")));
    }

    @Test
    void shouldTakeTabByName() {
        assertThat(ReadOptions.parse("delimiter=tab").delimiter()).isEqualTo('\t');
    }

    static List<Arguments> wrongTexts() {
        String delimiters =
                "expected one of , ; | and tab, or any other single ASCII character but a quote, as delimiter, found ";
        String names = "expected one of the options delimiter, header, layout, map.FIELD, set.FIELD, ignore, skip, "
                + "skip_after_header, comment, decimal, group, unit, time_format, zone, missing, found ";
        return List.of(
                Arguments.of("delimiter=%22", delimiters + "\"\"\""),
                Arguments.of("delimiter=%0A", delimiters + "\"\n\""),
                Arguments.of("delimiter=%00", delimiters + "\"\0\""),
                Arguments.of("delimiter=", delimiters + "\"\""),
                Arguments.of("delimiter=%3B%3B", delimiters + "\";;\""),
                Arguments.of("delimiter=%C2%A7", delimiters + "\"§\""),
                Arguments.of("header=yes", "expected header to be present or absent, found \"yes\""),
                Arguments.of("layout=tall", "expected layout to be long or wide, found \"tall\""),
                Arguments.of("quote=%27", names + "\"quote\""),
                Arguments.of("map.=x", names + "\"map.\""),
                Arguments.of(
                        "map.timestamp=" + "x,".repeat(1_000) + "x",
                        "expected at most 1000 values in an option, found 1001"),
                Arguments.of(
                        "missing=" + "x,".repeat(1_000) + "x", "expected at most 1000 values in an option, found 1001"),
                Arguments.of("skip=-1", "expected skip to be a whole number from 0 to 10000, found \"-1\""),
                Arguments.of(
                        "skip=99999999999",
                        "expected skip to be a whole number from 0 to 10000, found \"99999999999\""),
                Arguments.of(
                        "skip_after_header=101",
                        "expected skip_after_header to be a whole number from 0 to 100, found \"101\""),
                Arguments.of(
                        "comment=x",
                        "expected one ASCII character that is no letter, digit, space or quote as comment, found \"x\""),
                Arguments.of(
                        "decimal=e",
                        "expected one character that is no digit, sign, quote, e or control character as decimal, found \"e\""),
                Arguments.of(
                        "decimal=%00",
                        "expected one character that is no digit, sign, quote, e or control character as decimal, found \"\0\""),
                Arguments.of(
                        "group=%0A",
                        "expected one character that is no digit, sign, quote, e or control character as group, found \"\n\""),
                Arguments.of(
                        "unit=%C2%B0C,2",
                        "expected texts of 1 to 32 characters such as °C, which begin with no digit, sign, point or comma, as unit, found \"2\""),
                Arguments.of(
                        "group=.",
                        "expected decimal to be another character than group, found no decimal, which is a point"),
                Arguments.of(
                        "decimal=,&group=,",
                        "expected decimal to be another character than group, found both to be \",\""),
                Arguments.of(
                        "zone=Europe/Munich",
                        "expected a time zone such as Europe/Berlin, GMT-07:00 or +02:00 as zone, found \"Europe/Munich\"; did you mean Europe/Zurich?"),
                Arguments.of(
                        "time_format=%25Q",
                        "time_format: the directive %Q is not supported; known are "
                                + "%A %B %H %I %M %S %Y %a %b %d %f %j %m %p %y %z"),
                Arguments.of("header", "expected options written as name=value, found \"header\""),
                Arguments.of("header=present&", "expected options written as name=value, found \"\""),
                Arguments.of("header=present&header=absent", "expected the option header once, found it twice"),
                Arguments.of("map.a=%ZZ", "expected percent-encoded UTF-8, found \"%ZZ\""));
    }

    @ParameterizedTest
    @MethodSource("wrongTexts")
    void shouldReportWhatWasExpected(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadOptions.parse(text))
                .withMessage(message);
    }

    @Test
    void shouldKnowItsOwnNames() {
        assertThat(new String[] {"delimiter", "header", "layout", "map.value", "set.sensor_id"})
                .allMatch(ReadOptions::isOption);
        assertThat(new String[] {"dataset", "filename", "map.", "set.", "map", "Header"})
                .noneMatch(ReadOptions::isOption);
    }

    @Test
    void shouldDefaultToAComma() {
        assertThat(ReadOptions.NONE.separator()).isEqualTo(',');
        assertThat(ReadOptions.parse("delimiter=%7C").separator()).isEqualTo('|');
    }
}
