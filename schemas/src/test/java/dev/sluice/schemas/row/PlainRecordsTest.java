package dev.sluice.schemas.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.row.csv.PlainRecords;
import dev.sluice.tabular.text.TruncatedText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast path for records without quotes gives the same rows, valid or not, byte for byte. */
class PlainRecordsTest {
    private static final int FILES = 1_500;
    private static final String[] CELLS = {
        "2024-05-01T10:00:00Z",
        "2024-05-01T10:00:00.25Z",
        "2024-02-30T10:00:00Z",
        "2024-05-01 10:00:00+02:00",
        "1714557600",
        "20261101",
        "1714557600123456",
        "2020-01-01",
        "2021-02-29",
        "s1",
        "Umbrella (live)",
        "süd",
        "😀",
        "\uFEFFs1",
        "s1\u00A0",
        "s\u202F1",
        "\u200B",
        "9007199254740993",
        "back\\slash",
        "'=1+1",
        "0",
        "-0",
        "21.50",
        "1e3",
        "1.7976931348623157e309",
        "0.1234567890123456789",
        "12345678",
        "0.0001",
        "-7",
        "1, 2.5",
        "",
        " ",
        "\t",
        " 7 ",
        "\"7\"",
        "5\" pipe",
        "\"a\"\"b\"",
        "\"\n\""
    };

    /** Like the splitter. */
    private static final class Collector implements RowHandler {
        private final List<String> rows = new ArrayList<>();
        private final Dataset dataset;
        private final ValidRowWriter writer;
        private int valid;

        Collector(Dataset dataset) {
            this.dataset = dataset;
            writer = new ValidRowWriter("f", 0L, dataset);
        }

        @Override
        public void valid(long line, Object[] values) {
            rows.add(dataset.seriesKey(values) + " " + new String(writer.write(line, values), UTF_8));
            valid++;
        }

        @Override
        public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
            rows.add(line + " " + raw + errors.listed());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sensor-readings|timestamp,sensor_id,value|2024-05-01T10:00:00Z,s1,21.5|delimiter=%2C",
                "sensor-readings|value,note,sensor_id,timestamp|0.1,x,s1,1000000000|delimiter=%2C",
                "sensor-readings|sensor_id,timestamp,value|s1,2024-05-01T10:00:00.123Z,7|delimiter=%09",
                "sensor-readings|sensor_id,timestamp,value|s1,2024-05-01T10:00:00.123Z,7|delimiter=%20",
                "sensor-readings|timestamp,note|1000000000,x|delimiter=%3B&set.value=7&set.sensor_id=s%C3%BCd",
                "sensor-readings|note,more|x,y|delimiter=%2C&set.value=7&set.sensor_id=s1&set.timestamp=1000000000",
                "sensor-readings|value,time,sensor_id,_code|1,1000000000,'=s,x|delimiter=%2C",
                "sensor-readings|time,s1,s2|1000000000,1,2|delimiter=%2C&layout=wide",
                "song-plays|Song,Date,Number of Plays|Umbrella,2020-01-01,100|delimiter=%2C",
                "song-plays|Plays,Song,Date|0100,a b,2020-01-01|delimiter=%3B",
                "measurements|time_stamp,data|2024-05-01T10:00:00Z,1.5|delimiter=%3B"
            })
    void shouldProduceTheSameRowsAsTheGeneralPath(String dataset, String header, String good, String options)
            throws HeaderException {
        int rows = 0;
        int valid = 0;
        for (long seed = 0; seed < FILES; seed++) {
            byte[] file = randomFile(
                    new Random(seed), good, ReadOptions.parse(options).separator());
            Collector expected = rows(file, dataset, header, options, false);
            Collector found = rows(file, dataset, header, options, true);

            assertThat(found.rows).as("seed %d", seed).isEqualTo(expected.rows);
            rows += found.rows.size();
            valid += found.valid;
        }
        assertThat(valid).isBetween(FILES, rows - FILES);
    }

    @Test
    void shouldAcceptOnlyValidRecordsWithoutQuotes() throws HeaderException {
        assertThat(isPlain("1000000000,s1,1")).isTrue();
        assertThat(isPlain(" 2024-05-01T10:00:00+02:00 ,\tsüd 😀, 1e3")).isTrue();
        assertThat(isPlain("0,\"s1\",1")).isFalse();
        assertThat(isPlain("1000000000,s1,1,")).isTrue();
        assertThat(isPlain("1000000000,s1,1,,")).isFalse();
        assertThat(isPlain("1000000000,s1,1,2")).isFalse();
        assertThat(isPlain("1000000000,s1")).isFalse();
        assertThat(isPlain("1000000000,s1,")).isFalse();
        assertThat(isPlain("1000000000,s1,x")).isFalse();
    }

    @Test
    void shouldNotAcceptInvalidUtf8() throws HeaderException {
        byte[] record = "1000000000,s1x,1".getBytes(UTF_8);
        record[13] = (byte) 0xE4;

        assertThat(isPlain(record)).isFalse();
        record[13] = '\\';
        assertThat(isPlain(record)).isTrue();
    }

    private static boolean isPlain(String record) throws HeaderException {
        return isPlain(record.getBytes(UTF_8));
    }

    private static boolean isPlain(byte[] text) throws HeaderException {
        Dataset readings = dataset("sensor-readings");
        Columns columns = Columns.of("timestamp,sensor_id,value", readings, ReadOptions.NONE);
        RecordCursor record = new RecordCursor(text, 0, 1, ',');
        assertThat(record.next()).isTrue();
        Collector rows = new Collector(readings);
        boolean plain = new PlainRecords(',', readings, columns, text.length).read(record, rows);
        assertThat(rows.valid).isEqualTo(plain ? 1 : 0);
        return plain;
    }

    private static Collector rows(byte[] file, String name, String header, String asked, boolean shortCut)
            throws HeaderException {
        Dataset dataset = dataset(name);
        ReadOptions options = ReadOptions.parse(asked);
        String headerRow = quoted(header, options.separator());
        RecordCursor record = new RecordCursor(file, 0, 2, options.separator());
        CsvRows rows = new CsvRows(record, dataset, Columns.of(headerRow, dataset, options), options, shortCut);
        Collector collector = new Collector(dataset);
        boolean more = true;
        while (more) {
            more = rows.next(collector);
        }
        return collector;
    }

    private static String quoted(String header, char delimiter) {
        return '"' + header.replace(",", "\"" + delimiter + "\"") + '"';
    }

    private static Dataset dataset(String name) {
        return Datasets.shipped().find(name).orElseThrow();
    }

    private static byte[] randomFile(Random random, String good, char delimiter) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int row = 1 + random.nextInt(12); row > 0; row--) {
            String[] cells = good.split(",");
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                cells[random.nextInt(cells.length)] = CELLS[random.nextInt(CELLS.length)];
            }
            byte[] record = String.join(String.valueOf(delimiter), cells).getBytes(UTF_8);
            if (random.nextInt(6) == 0 && record.length > 0) {
                record[random.nextInt(record.length)] = (byte) (random.nextBoolean() ? delimiter : random.nextInt(256));
            }
            file.writeBytes(record);
            if (random.nextInt(10) == 0) {
                file.write(delimiter);
                if (random.nextBoolean()) {
                    file.write('x');
                }
            }
            file.write('\n');
        }
        return file.toByteArray();
    }
}
