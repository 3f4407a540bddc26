package dev.sluice.tabular.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.csv.RecordScanner;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A file that is cut into chunks gives the same rows as the whole file, wherever it is cut. */
class CutFilesTest {
    private static final int FILES = 20_000;
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();
    private static final List<String> OPTIONS = List.of(
            "delimiter=%2C",
            "delimiter=%2C",
            "delimiter=%3B",
            "delimiter=%09",
            "delimiter=%20",
            "delimiter=%2C&layout=wide",
            "delimiter=%7C&set.value=7");
    private static final String[] HEADERS = {
        "timestamp,sensor_id,value", "value,note,sensor_id,timestamp", "sensor_id,timestamp,value,_code"
    };
    private static final String[] WIDE_HEADERS = {"timestamp,s1,s2", "s1,s2,s3,timestamp", "s1,timestamp,s2,_code"};
    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};
    private static final String[] CELLS = {
        "1000000000",
        "7",
        "-1.5",
        "2024-05-01T10:00:00Z",
        "s1",
        "",
        " ",
        "\t",
        "'=1",
        "\"7\"",
        " \"7\" ",
        "\"s\n1\"",
        "\"a\r\n\rb\"",
        "\"a\"\"b\"",
        "\"\"",
        "\",;\t|\""
    };
    private static final String[] PIECES = {
        "\"", "\"\"", ",", ";", "|", "\t", " ", "\r", "\n", "\r\n", "a", "0", "é", "→", "😀", "\\", "'", "\uFEFF", "\0"
    };

    private record Chunk(byte[] text, long firstLine) {}

    @Test
    void shouldMakeTheSameRowsAtAnyChunkSize() throws HeaderException {
        long valid = 0;
        long invalid = 0;
        for (long seed = 0; seed < FILES; seed++) {
            Random random = new Random(seed);
            ReadOptions options = ReadOptions.parse(OPTIONS.get(random.nextInt(OPTIONS.size())));
            String[] headers = options.layout() == ReadOptions.Layout.WIDE ? WIDE_HEADERS : HEADERS;
            String header = headers[random.nextInt(headers.length)].replace(',', options.separator());
            Columns columns = Columns.of(header, READINGS, options);
            byte[] file = randomFile(random, options.separator());

            RowsOf uncut = RowsOf.csv(file, 0, 2, READINGS, columns, options);
            int size = 1 + random.nextInt(file.length + 10);
            List<String> validCut = new ArrayList<>();
            List<RowsOf.Invalid> invalidCut = new ArrayList<>();
            for (Chunk chunk : cut(file, options.separator(), size)) {
                RowsOf rows = RowsOf.csv(chunk.text(), 0, chunk.firstLine(), READINGS, columns, options);
                validCut.addAll(rows.valid());
                invalidCut.addAll(rows.invalid());
            }

            assertThat(validCut).as("valid rows, seed %d", seed).isEqualTo(uncut.valid());
            assertThat(invalidCut).as("invalid rows, seed %d", seed).isEqualTo(uncut.invalid());
            valid += uncut.valid().size();
            invalid += uncut.invalid().size();
        }
        // The files are worth cutting.
        assertThat(valid).isGreaterThan(FILES / 2);
        assertThat(invalid).isGreaterThan(FILES);
    }

    /** Like the gateway: before the record that would make the chunk too large. */
    private static List<Chunk> cut(byte[] file, char delimiter, int size) {
        RecordScanner scanner = new RecordScanner(delimiter);
        List<Chunk> chunks = new ArrayList<>();
        int chunkStart = 0;
        long chunkLine = 2;
        int record = 0;
        long line = 2;
        while (record < file.length) {
            int found = scanner.findEnd(file, record, file.length);
            int end = found < 0 ? file.length : found;
            if (end - chunkStart > size && chunkStart < record) {
                chunks.add(new Chunk(Arrays.copyOfRange(file, chunkStart, record), chunkLine));
                chunkStart = record;
                chunkLine = line;
            }
            record = end;
            line += scanner.takeLineBreaks();
        }
        chunks.add(new Chunk(Arrays.copyOfRange(file, chunkStart, file.length), chunkLine));
        return chunks;
    }

    private static byte[] randomFile(Random random, char delimiter) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int row = random.nextInt(12); row > 0; row--) {
            switch (random.nextInt(8)) {
                case 0 -> write(randomPieces(random), file);
                case 1 -> file.write(0x80 + random.nextInt(0x80));
                case 2 -> write(" ".repeat(random.nextInt(3)), file);
                default -> write(randomRow(random, delimiter), file);
            }
            write(LINE_ENDS[random.nextInt(LINE_ENDS.length)], file);
        }
        write(random.nextBoolean() ? randomRow(random, delimiter) : "", file);
        return file.toByteArray();
    }

    private static String randomRow(Random random, char delimiter) {
        if (random.nextBoolean()) {
            return String.join(String.valueOf(delimiter), "1000000000", "s" + random.nextInt(3), "1");
        }
        List<String> cells = new ArrayList<>();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            cells.add(CELLS[random.nextInt(CELLS.length)]);
        }
        return String.join(String.valueOf(delimiter), cells);
    }

    private static String randomPieces(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static void write(String text, ByteArrayOutputStream file) {
        file.writeBytes(text.getBytes(UTF_8));
    }
}
