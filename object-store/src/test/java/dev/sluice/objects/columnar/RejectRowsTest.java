package dev.sluice.objects.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.Limits;
import dev.sluice.tabular.text.TruncatedText;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectRowsTest {
    @TempDir
    private Path directory;

    /** Writes rejects. */
    private interface Writing {
        void to(RejectRows rejects) throws Exception;
    }

    @Test
    void shouldHaveARowForEachError() throws Exception {
        ValidationErrors errors = ValidationErrors.of(List.of(
                new RowError("type-error", "value", "expected a number, found \"x\"", "x"),
                new RowError("missing-cell", null, "expected 3 cells, found 2", null)));

        assertThat(written(rejects -> rejects.write(7, new TruncatedText("a,\"x\"\n", false), errors)))
                .containsExactly(
                        row(
                                7L,
                                1,
                                "type-error",
                                "value",
                                "expected a number, found \"x\"",
                                "x",
                                1L,
                                1,
                                "a,\"x\"\n",
                                false),
                        row(7L, 2, "missing-cell", null, "expected 3 cells, found 2", null, 1L, 1, "a,\"x\"\n", false));
    }

    @Test
    void shouldCountErrorsThatAreNotListed() throws Exception {
        ValidationErrors errors = new ValidationErrors().ofCells(25);
        for (int i = 0; i < Limits.ERRORS + 5; i++) {
            errors.add(new RowError("type-error", "value", "message " + i, "cell " + i));
        }

        List<List<Object>> rows = written(rejects -> rejects.write(1, new TruncatedText("raw", true), errors));

        assertThat(rows).hasSize(Limits.ERRORS + 1);
        assertThat(rows.get(Limits.ERRORS))
                .isEqualTo(row(1L, 21, "type-error", "value", "and 5 more", null, 5L, 25, "raw", true));
    }

    @Test
    void shouldBeBounded() throws Exception {
        ValidationErrors errors = ValidationErrors.of(new RowError("source-error", null, "too long", null));

        List<List<Object>> rows =
                written(rejects -> rejects.write(1, new TruncatedText("😀".repeat(Limits.RAW_CHARS), false), errors));

        assertThat((String) rows.get(0).get(8))
                .hasSizeLessThanOrEqualTo(Limits.RAW_CHARS)
                .endsWith("😀…");
        assertThat(rows.get(0).get(9)).isEqualTo(true);
    }

    @Test
    void shouldTakeTextsThatAreNotUnicode() throws Exception {
        ValidationErrors errors = ValidationErrors.of(new RowError("type-error", "value", "half \uD83D", "\uDE00"));

        assertThat(written(rejects -> rejects.write(1, new TruncatedText("raw \uD83D", false), errors)))
                .containsExactly(row(1L, 1, "type-error", "value", "half ?", "?", 1L, 1, "raw ?", false));
    }

    @Test
    void shouldBeEmptyWithoutRejects() throws Exception {
        assertThat(written(rejects -> {})).isEmpty();
    }

    /** A row with many errors must not take the space of its text many times. */
    @Test
    void shouldKeepATextOnce() throws Exception {
        StringBuilder raw = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            raw.append(Integer.toHexString(Integer.hashCode(i) * 0x9E3779B9));
        }
        ValidationErrors one = ValidationErrors.of(new RowError("type-error", "value", "message", "cell"));
        ValidationErrors many = new ValidationErrors();
        for (int i = 0; i < Limits.ERRORS; i++) {
            many.add(new RowError("type-error", "value", "message", "cell"));
        }
        TruncatedText text = new TruncatedText(raw.toString(), false);

        long sizeOfOne = Files.size(file(rejects -> rejects.write(1, text, one)));
        long sizeOfMany = Files.size(file(rejects -> rejects.write(1, text, many)));

        assertThat(sizeOfMany).isLessThan(sizeOfOne + 2_000);
    }

    private List<List<Object>> written(Writing writing) throws Exception {
        Path file = file(writing);
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.columns(file))
                    .containsExactly(
                            List.of("line", "BIGINT"),
                            List.of("error", "INTEGER"),
                            List.of("code", "VARCHAR"),
                            List.of("field", "VARCHAR"),
                            List.of("message", "VARCHAR"),
                            List.of("value", "VARCHAR"),
                            List.of("count", "BIGINT"),
                            List.of("rows", "INTEGER"),
                            List.of("raw", "VARCHAR"),
                            List.of("raw_truncated", "BOOLEAN"));
            return duckDb.query("SELECT * FROM read_parquet('" + file + "')");
        }
    }

    private Path file(Writing writing) throws Exception {
        Path file = Files.createTempFile(directory, "rejects", ".parquet");
        OutputStream out = Files.newOutputStream(file);
        try (RejectRows rejects = new RejectRows(out, SampleDatasets.readings(), Written.OBJECT, Codec.ZSTD)) {
            writing.to(rejects);
        }
        return file;
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }
}
