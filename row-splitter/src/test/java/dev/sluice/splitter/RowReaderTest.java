package dev.sluice.splitter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.RowError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RowReaderTest {
    private static final String HEADER = "timestamp,sensor_id,value\n";
    private static final String TIME = "2024-05-01T10:00:00Z";

    /** See the resource for the notation. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/rows.csv", delimiter = '|', quoteCharacter = '\0')
    void shouldMakeRowsOfRecords(String what, String text, String expected) throws FaultException {
        List<String> wanted = expected == null ? List.of() : List.of(expected.split(" *; *", -1));

        assertThat(Splitting.file(unescaped(text)))
                .as(what)
                .extracting(Splitting::inWords)
                .containsExactlyElementsOf(
                        wanted.stream().map(RowReaderTest::unescaped).toList());
    }

    @Test
    void shouldReportAllThatIsWrongWithARowInWords() throws FaultException {
        RowOutcome.Invalid row = onlyInvalid(HEADER + "yesterday, ,warm\n");

        assertThat(row.line()).isEqualTo(2);
        assertThat(row.raw()).isEqualTo(new CutText("yesterday, ,warm", false));
        assertThat(row.errors())
                .containsExactly(
                        new RowError(
                                "type-error",
                                "timestamp",
                                "expected a date and time (ISO-8601, or epoch seconds or milliseconds), "
                                        + "found \"yesterday\"",
                                "yesterday"),
                        new RowError("constraint-error", "sensor_id", "expected a value, found an empty cell", ""),
                        new RowError(
                                "type-error", "value", "expected a finite decimal number, found \"warm\"", "warm"));
    }

    @Test
    void shouldReportInTheOrderOfTheFilesColumns() throws FaultException {
        RowOutcome.Invalid row = onlyInvalid("value,note,timestamp,sensor_id\nx,,y,\n");

        assertThat(row.errors()).extracting(RowError::field).containsExactly("value", "timestamp", "sensor_id");
    }

    @Test
    void shouldNameEachFieldWithoutACell() throws FaultException {
        RowOutcome.Invalid row = onlyInvalid(HEADER + TIME + "\n");

        String message = "expected as many cells as the header row has, 3, found 1";
        assertThat(row.errors())
                .containsExactly(
                        new RowError("missing-cell", "sensor_id", message, null),
                        new RowError("missing-cell", "value", message, null));
    }

    @Test
    void shouldCutALongValueAt256CharactersAndNotInTheMiddleOfOne() throws FaultException {
        RowOutcome.Invalid row = onlyInvalid(HEADER + TIME + ",s1," + "x".repeat(254) + "😀😀\n");

        assertThat(row.errors().get(0).value()).isEqualTo("x".repeat(254) + "…");
    }

    @Test
    void shouldTakeASensorIdOf128Characters() throws FaultException {
        String longest = "é".repeat(128);

        assertThat(Splitting.file(HEADER + TIME + "," + longest + ",1\n"))
                .singleElement()
                .isInstanceOf(RowOutcome.Valid.class);
        assertThat(onlyInvalid(HEADER + TIME + "," + longest + "é,1\n").errors())
                .containsExactly(new RowError(
                        "constraint-error", "sensor_id", "expected at most 128 characters, found 129", longest + "é"));
    }

    @Test
    void shouldRejectARowThatIsNoUtf8AndShowItsRestReadably() throws FaultException {
        byte[] file = (HEADER + TIME + ",Zürich,1\n" + TIME + ",s2,2\n").getBytes(ISO_8859_1);

        List<RowOutcome> rows = Splitting.file(file);

        assertThat(rows).extracting(RowOutcome::line).containsExactly(2L, 3L);
        assertThat(rows.get(0)).isInstanceOfSatisfying(RowOutcome.Invalid.class, row -> {
            assertThat(row.raw().text()).isEqualTo(TIME + ",Z\uFFFDrich,1");
            assertThat(row.errors()).extracting(RowError::code).containsExactly("encoding-error");
        });
        assertThat(rows.get(1)).isInstanceOf(RowOutcome.Valid.class);
    }

    @Test
    void shouldTakeAReplacementCharacterThatStandsInTheTextItself() throws FaultException {
        assertThat(Splitting.file(HEADER + TIME + ",s\uFFFD,1")).singleElement().isInstanceOf(RowOutcome.Valid.class);
    }

    @Test
    void shouldRejectARowOfMoreThan64KiB() throws FaultException {
        String longest = "x".repeat(64 * 1024 - TIME.length() - 3);

        assertThat(onlyInvalid(HEADER + TIME + ",s," + longest + "\n").errors())
                .extracting(RowError::code)
                .doesNotContain("source-error");
        RowOutcome.Invalid row = onlyInvalid(HEADER + TIME + ",s,1" + longest + "\n");
        assertThat(row.errors())
                .containsExactly(new RowError(
                        "source-error", null, "expected a row of at most 65536 bytes, found one of 65537 bytes", null));
        assertThat(row.raw().truncated()).isTrue();
    }

    @Test
    void shouldRejectTheRowWhoseQuoteIsNeverClosed() throws FaultException {
        List<RowOutcome> rows = Splitting.file(HEADER + TIME + ",s1,1\n" + TIME + ",\"s2,2\n" + TIME + ",s3,3\n");

        assertThat(rows).extracting(RowOutcome::line).containsExactly(2L, 3L);
        assertThat(rows.get(1)).isInstanceOfSatisfying(RowOutcome.Invalid.class, row -> {
            assertThat(row.raw().text()).isEqualTo(TIME + ",\"s2,2\n" + TIME + ",s3,3\n");
            assertThat(row.errors()).extracting(RowError::code).containsExactly("source-error");
        });
    }

    @Test
    void shouldKeepTheLargestRejectFarBelowTheLimitOfARecord() throws FaultException {
        String worst = "\u0001".repeat(21_000);
        RowOutcome.Invalid row = onlyInvalid(HEADER + worst + "," + worst + "," + worst + ",\n");

        InvalidRow message =
                new InvalidRow("f", 0L, row.line(), row.raw().text(), row.raw().truncated(), row.errors());
        assertThat(row.errors()).hasSize(4);
        assertThat(Json.MAPPER.writeValueAsBytes(message)).hasSizeBetween(20_000, 256 * 1024);
    }

    private static RowOutcome.Invalid onlyInvalid(String file) throws FaultException {
        List<RowOutcome> rows = Splitting.file(file.getBytes(UTF_8));
        assertThat(rows).singleElement().isInstanceOf(RowOutcome.Invalid.class);
        return (RowOutcome.Invalid) rows.get(0);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("<BOM>", "\uFEFF")
                .replace("<EM>", "\u2003")
                .replace("<T>", TIME)
                .replace("<H>", HEADER)
                .replace("<µ>", "1714557600000000");
    }
}
