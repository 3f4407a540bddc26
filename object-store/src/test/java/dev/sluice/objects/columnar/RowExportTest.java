package dev.sluice.objects.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Tally;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.text.TruncatedText;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowExportTest {
    private static final ReadOptions OPTIONS = new ReadOptions(',', true, ReadOptions.Layout.LONG, Map.of(), Map.of());
    private static final String ROWS = """
            2024-05-01T12:00:00.123456+02:00,s1,1.5
            2024-05-01T10:00:01Z,s2,not a number
            2024-05-01T10:00:02,"s ""3"" x",-1e300
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldWriteAllObjectsInOnePass() throws Exception {
        Dataset dataset = Datasets.shipped().find(Datasets.DEFAULT).orElseThrow();
        RowSchema schema = RowSchema.of(dataset);
        Path parquet = directory.resolve("rows.parquet");
        Path rejects = directory.resolve("rejects.parquet");
        ByteArrayOutputStream avro = new ByteArrayOutputStream();
        RowExport export = new RowExport(
                List.of(
                        new ParquetRows(Files.newOutputStream(parquet), schema, Written.OBJECT, Codec.ZSTD),
                        new AvroRows(avro, schema, Written.OBJECT, Codec.ZSTD)),
                new RejectRows(Files.newOutputStream(rejects), dataset, Written.OBJECT, Codec.ZSTD));

        read(dataset, export);
        export.close();

        long first = Instant.parse("2024-05-01T10:00:00Z").getEpochSecond() * 1_000_000;
        List<List<Object>> expected =
                List.of(List.of(first + 123_456, "s1", 1.5), List.of(first + 2_000_000, "s \"3\" x", -1e300));
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.rows(parquet, dataset)).isEqualTo(expected);
            assertThat(duckDb.query("SELECT line, code, field, value, raw FROM read_parquet('" + rejects + "')"))
                    .containsExactly(
                            List.of(3L, "type-error", "value", "not a number", "2024-05-01T10:00:01Z,s2,not a number"));
        }
        assertThat(AvroReader.rows(avro.toByteArray(), dataset)).isEqualTo(expected);
        assertThat(export.valid()).isEqualTo(new Tally(2, 2 + 4));
        assertThat(export.invalid()).isEqualTo(new Tally(1, 3));
    }

    @Test
    void shouldOnlyCountWithoutObjects() throws Exception {
        Dataset dataset = Datasets.shipped().find(Datasets.DEFAULT).orElseThrow();
        RowExport export = new RowExport(List.of(), null);

        read(dataset, export);
        export.close();

        assertThat(export.valid()).isEqualTo(new Tally(2, 2 + 4));
        assertThat(export.invalid()).isEqualTo(new Tally(1, 3));
    }

    @Test
    void shouldCountEachCellOfAWideRow() throws Exception {
        ValidationErrors errors = ValidationErrors.of(new RowError("type-error", "value", "expected a number", "x"));
        RowExport export = new RowExport(List.of(), null);

        export.invalid(5, new TruncatedText("a,b,c", false), errors.ofCells(3));
        export.close();

        assertThat(export.invalid()).isEqualTo(new Tally(3, 15));
    }

    private static void read(Dataset dataset, RowExport export) throws Exception {
        Columns columns = Columns.of("timestamp,sensor_id,value", dataset, OPTIONS);
        Rows rows = new CsvRows(ROWS.getBytes(UTF_8), 0, 2, dataset, columns, OPTIONS);
        boolean more = true;
        while (more) {
            more = rows.next(export);
        }
    }
}
