package dev.sluice.tabular.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.document.Documents;
import dev.sluice.tabular.text.Blanks;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast paths from bytes to values give the result of {@link Field#parse}, or none. */
class CellReaderTest {
    private static final int CELLS = 10_000;
    private static final List<String> SEEDS = List.of(
            "0",
            "-0",
            "-0.0",
            "007",
            "21.5",
            "-1234.5678",
            "999999999999999",
            "0.123456789012345",
            "123456789.1234567",
            "9007199254740993",
            "922337203685477580",
            "9223372036854775807",
            "18446744073709551616",
            "36893488147419103232.5",
            ".5",
            "5.",
            "-.5",
            ".",
            "-",
            "+1",
            "1e3",
            "1,5",
            "1.000,5",
            "NaN",
            "2024-05-01T10:00:00Z",
            "2024-05-01T10:00:00.5Z",
            "2024-05-01T10:00:00,5Z",
            "2024-05-01T23:59:59.123456Z",
            "2024-05-01T10:00:00.123456789Z",
            "2024-05-01T24:00:00Z",
            "2024-05-01 10:00:00Z",
            "2024-05-01T10:00:00",
            "2024-05-01T10:00:00+02:00",
            "2024-05-01T10:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999Z",
            "1700-02-28T00:00:00Z",
            "1714557600",
            "2024-02-29",
            "2023-02-29",
            "1900-02-29",
            "2000-02-29",
            "2024-04-31",
            "2024-00-10",
            "2024-13-01",
            "2024-16-33",
            "2024-01-00",
            "0000-00-00",
            "26/01/2024",
            "s1",
            "sensor-42",
            "a b",
            "süd",
            "😀",
            "\u007f",
            "\u000b",
            "\u2003",
            "\u00A0s1",
            "s\u202F1\uFEFF",
            " s1",
            "20261101",
            "1714557600123",
            "1714557600123456789",
            "x".repeat(64),
            "x".repeat(65),
            "NA",
            "n/a",
            "-99",
            "",
            "true",
            "1;2;3");
    private static final String CHARS = "0123456789-:.TZ+eE,;/ns é\u0001\u00A0\u200B\uFEFF";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\": \"number\"",
                "\"type\": \"number\", \"constraints\": {\"required\": true, \"minimum\": -3, \"maximum\": 1e6}",
                "\"type\": \"number\", \"decimalChar\": \",\", \"groupChar\": \".\"",
                "\"type\": \"number\", \"missingValues\": [\"-99\", \"0\"]",
                "\"type\": \"number\", \"missingValues\": []",
                "\"type\": \"integer\"",
                "\"type\": \"integer\", \"constraints\": {\"enum\": [0, 7]}",
                "\"type\": \"integer\", \"groupChar\": \",\"",
                "\"type\": \"datetime\"",
                "\"type\": \"datetime\", \"format\": \"any\"",
                "\"type\": \"datetime\", \"format\": \"%Y-%m-%dT%H:%M:%SZ\"",
                "\"type\": \"datetime\", \"constraints\": {\"minimum\": \"2024-05-01T10:00:00.5Z\"}",
                "\"type\": \"date\"",
                "\"type\": \"date\", \"constraints\": {\"required\": true, \"maximum\": \"2024-01-31\"}",
                "\"type\": \"date\", \"format\": \"%d/%m/%Y\"",
                "\"type\": \"string\"",
                "\"type\": \"string\", \"missingValues\": [\"NA\", \"süd\", \"\"]",
                "\"type\": \"string\", \"constraints\": {\"required\": true, \"maxLength\": 64}",
                "\"type\": \"string\", \"constraints\": {\"pattern\": \"[a-z0-9-]+\", \"minLength\": 2}",
                "\"type\": \"string\", \"format\": \"email\"",
                "\"type\": \"boolean\"",
                "\"type\": \"year\"",
                "\"type\": \"time\"",
                "\"type\": \"list\", \"delimiter\": \";\""
            })
    void shouldReadWhatTheFieldParses(String properties) {
        // A list can only be measured.
        Field field = properties.contains("list")
                ? Documents.read(Documents.everything()).measure()
                : Documents.field(properties);
        CellReader reader = field.cells(100_000);
        Random random = new Random(7);
        SEEDS.forEach(cell -> assertSame(reader, field, cell));
        for (int i = 0; i < CELLS; i++) {
            assertSame(reader, field, randomCell(random));
        }
    }

    @Test
    void shouldReuseOnlyEqualDays() {
        Field field = Documents.field("\"type\": \"date\"");
        CellReader reader = field.cells(1_000);
        for (int year = 1999; year <= 2001; year++) {
            for (int number = 0; number < 10_000; number++) {
                // 01-33 has the same last five bits as 01-01, and 17 the same last four as 1.
                assertSame(reader, field, "%d-%02d-%02d".formatted(year, number / 100, number % 100));
            }
        }
    }

    @Test
    void shouldReuseRepeatedTexts() {
        CellReader reader = Documents.field("\"type\": \"string\"").cells(1_000);

        assertThat(read(reader, "s1")).isEqualTo("s1").isSameAs(read(reader, "s1"));
    }

    @Test
    void shouldDistinguishTextsThatShareASlot() {
        Field field = Documents.field("\"type\": \"string\"");
        CellReader reader = field.cells(0);
        for (int i = 0; i < 1_000; i++) {
            assertSame(reader, field, "s" + i);
            // Of one hash, in Java and so here too.
            assertSame(reader, field, i % 2 == 0 ? "Aa" : "BB");
        }
    }

    private static String randomCell(Random random) {
        StringBuilder cell = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(cell.length() + 1);
            char c = CHARS.charAt(random.nextInt(CHARS.length()));
            switch (random.nextInt(3)) {
                case 0 -> cell.insert(at, c);
                case 1 -> cell.replace(at, Math.min(at + 1, cell.length()), String.valueOf(c));
                default -> cell.delete(at, Math.min(at + 1, cell.length()));
            }
        }
        return new String(cell.toString().getBytes(UTF_8), UTF_8).strip();
    }

    private static void assertSame(CellReader reader, Field field, String cell) {
        Object expected = field.parse(Blanks.strip(cell));
        Object read = read(reader, cell);
        if (expected instanceof double[] items) {
            assertThat((double[]) read).as(cell).isEqualTo(items);
            return;
        }
        // AssertJ takes long for this number of assertions.
        if (!Objects.equals(read, expected)) {
            assertThat(read).as(cell).isEqualTo(expected);
        }
    }

    private static Object read(CellReader reader, String cell) {
        byte[] bytes = (",0" + cell + "0,").getBytes(UTF_8);
        return reader.read(bytes, 2, bytes.length - 2);
    }
}
