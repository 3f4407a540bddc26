package dev.sluice.objects.columnar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetRowsTest {
    private static final Map<String, String> TYPES = Map.of(
            "string", "VARCHAR",
            "datetime", "TIMESTAMP WITH TIME ZONE",
            "date", "DATE",
            "time", "TIME",
            "number", "DOUBLE",
            "integer", "BIGINT",
            "year", "BIGINT",
            "boolean", "BOOLEAN",
            "list", "DOUBLE[]");

    private static DuckDb duckDb;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void open() throws Exception {
        duckDb = new DuckDb();
    }

    @AfterAll
    static void close() throws Exception {
        duckDb.close();
    }

    @Test
    void shouldBeReadAsItWasWritten() throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Dataset dataset = SampleDatasets.random(random);
            List<Object[]> rows = SampleRows.random(dataset, random.nextInt(300), random);
            Codec codec = Codec.values()[random.nextInt(Codec.values().length)];

            Path file = file(Written.parquet(dataset, rows, codec));

            assertThat(duckDb.rows(file, dataset))
                    .as("seed %d", seed)
                    .isEqualTo(rows.stream().map(SampleRows::expected).toList());
            assertThat(duckDb.columns(file))
                    .as("seed %d", seed)
                    .isEqualTo(dataset.fields().stream()
                            .map(field -> List.of(field.name(), TYPES.get(field.type())))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldWriteFilesOfFewRows(int count) throws Exception {
        Dataset dataset = SampleDatasets.random(new Random(1));
        List<Object[]> rows = SampleRows.random(dataset, count, new Random(1));

        Path file = file(Written.parquet(dataset, rows, Codec.ZSTD));

        assertThat(duckDb.rows(file, dataset))
                .isEqualTo(rows.stream().map(SampleRows::expected).toList());
        assertThat(duckDb.columns(file)).hasSameSizeAs(dataset.fields());
    }

    @Test
    void shouldWriteManyColumns() throws Exception {
        Dataset dataset = SampleDatasets.wide(500);
        List<Object[]> rows = SampleRows.random(dataset, 1_000, new Random(2));

        Path file = file(Written.parquet(dataset, rows, Codec.ZSTD));

        assertThat(duckDb.rows(file, dataset))
                .isEqualTo(rows.stream().map(SampleRows::expected).toList());
    }

    @ParameterizedTest
    @EnumSource
    void shouldCompressWithTheCodec(Codec codec) throws Exception {
        Dataset dataset = SampleDatasets.readings();
        List<Object[]> rows = SampleRows.random(dataset, 100, new Random(3));

        Path file = file(Written.parquet(dataset, rows, codec));

        assertThat(duckDb.query("SELECT DISTINCT compression FROM parquet_metadata('" + file + "')"))
                .containsExactly(List.of(codec == Codec.NONE ? "UNCOMPRESSED" : codec.name()));
    }

    @Test
    void shouldSayWhatItWasMadeOf() throws Exception {
        Dataset dataset = SampleDatasets.readings();

        Path file = file(Written.parquet(dataset, List.of(), Codec.ZSTD));

        assertThat(duckDb.query("SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + file
                        + "') WHERE decode(key) NOT LIKE '%sha256'"))
                .containsExactlyInAnyOrder(
                        List.of("sluice.version", "1.2.3"),
                        List.of("sluice.file-id", Written.OBJECT.fileId()),
                        List.of("sluice.checksum", Written.OBJECT.checksum()),
                        List.of("sluice.dataset", "sample-data"),
                        List.of("sluice.dataset.title", "Sämple \"data\""));
    }

    @Test
    void shouldTellRequiredColumnsFromOptionalOnes() throws Exception {
        Path file = file(Written.parquet(SampleDatasets.readings(), List.of(), Codec.ZSTD));

        assertThat(duckDb.query("SELECT name, repetition_type, type, logical_type FROM parquet_schema('" + file
                        + "') OFFSET 1"))
                .containsExactly(
                        List.of("timestamp", "REQUIRED", "INT64", timestampType(file)),
                        row("sensor_id", "REQUIRED", "BYTE_ARRAY", "StringType()"),
                        row("value", "REQUIRED", "DOUBLE", null),
                        row("note", "OPTIONAL", "BYTE_ARRAY", "StringType()"));
    }

    private static String timestampType(Path file) throws Exception {
        String type = (String)
                duckDb.query("SELECT logical_type FROM parquet_schema('" + file + "') WHERE name = 'timestamp'")
                        .get(0)
                        .get(0);
        assertThat(type).contains("isAdjustedToUTC=1").contains("MICROS");
        return type;
    }

    @Test
    void shouldHaveStatisticsThatHold() throws Exception {
        Dataset dataset = SampleDatasets.of(
                List.of(
                        SampleDatasets.field("key", "string", true),
                        SampleDatasets.field("number", "number", true),
                        SampleDatasets.field("whole", "integer", false),
                        SampleDatasets.field("day", "date", true),
                        SampleDatasets.field("moment", "datetime", true)),
                "key",
                "number");
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"ÿ", -0.0, -1L, LocalDate.of(1969, 12, 31), -1L});
        rows.add(new Object[] {"z", 0.0, Field.MISSING, LocalDate.of(1970, 1, 2), 1L});
        rows.add(new Object[] {"a", -2.5, Long.MAX_VALUE, LocalDate.of(1970, 1, 1), 0L});

        Path file = file(Written.parquet(dataset, rows, Codec.ZSTD));

        assertThat(duckDb.query("SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('"
                        + file + "') ORDER BY column_id"))
                .containsExactly(
                        // Ordered by unsigned bytes.
                        List.of("a", "ÿ", 0L),
                        List.of("-2.5", "0.0", 0L),
                        List.of("-1", Long.toString(Long.MAX_VALUE), 1L),
                        List.of("1969-12-31", "1970-01-02", 0L),
                        List.of("1969-12-31 23:59:59.999999+00", "1970-01-01 00:00:00.000001+00", 0L));
        for (String zero : List.of("0.0", "-0.0")) {
            assertThat(duckDb.query("SELECT key FROM read_parquet('" + file + "') WHERE number = " + zero + "::DOUBLE"))
                    .as(zero)
                    .containsExactly(List.of("ÿ"), List.of("z"));
        }
    }

    /** A reader that skips by statistics must find each row, by its whole text, though statistics keep less of it. */
    @Test
    void shouldBeFoundByLongTexts() throws Exception {
        Dataset dataset = SampleDatasets.readings();
        List<Object[]> rows = new ArrayList<>();
        for (String text : List.of("x".repeat(70), "😀".repeat(40), "\uD83F\uDFFF".repeat(40), "é".repeat(33) + "z")) {
            rows.add(new Object[] {0L, text, 1.0, text});
        }

        Path file = file(Written.parquet(dataset, rows, Codec.ZSTD));

        for (Object[] row : rows) {
            assertThat(duckDb.query("SELECT count(*) FROM read_parquet('" + file + "') WHERE note = '" + row[3] + "'"))
                    .containsExactly(List.of(1L));
        }
    }

    @Test
    void shouldCutRowGroupsBySize() throws Exception {
        Dataset dataset = SampleDatasets.readings();
        byte[] noise = new byte[24 * 1024];
        Random random = new Random(4);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            random.nextBytes(noise);
            rows.add(new Object[] {(long) i, "s", 1.0, new String(noise, ISO_8859_1)});
        }

        Path file = file(Written.parquet(dataset, rows, Codec.SNAPPY));

        long largest = (Long) duckDb.query("SELECT max(row_group_bytes) FROM parquet_metadata('" + file + "')")
                .get(0)
                .get(0);
        assertThat(largest).isBetween(8L << 20, 32L << 20);
    }

    @Test
    void shouldRefuseARowWithoutARequiredValue() throws Exception {
        Dataset dataset = SampleDatasets.readings();
        List<Object[]> rows = List.<Object[]>of(new Object[] {0L, "s", Field.MISSING, Field.MISSING});

        assertThatThrownBy(() -> Written.parquet(dataset, rows, Codec.ZSTD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a value of the required field value, found none");
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    private static Path file(byte[] bytes) throws Exception {
        return Files.write(Files.createTempFile(directory, "rows", ".parquet"), bytes);
    }
}
