package dev.sluice.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.csv.CsvPreamble;
import dev.sluice.gateway.csv.UploadBody;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Query;
import dev.sluice.gateway.request.RawUpload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.message.ChunkHeaders.BadRow;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.RejectedRow;
import dev.sluice.tabular.row.json.JsonRows;
import dev.sluice.tabular.row.json.JsonRows.Form;
import dev.sluice.tabular.text.TruncatedText;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of generated files, however they are cut and sliced. */
class JsonFilePropertyTest {
    private static final int FILES = 400;
    private static final GatewayProperties PROPERTIES =
            GatewayProperties.read(new Settings(Map.of("gateway.max-row-bytes", "1KiB")));
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();
    private static final String[] VALUES = {"1.5", "-3", "\"warm\"", "null", "[1,{}]", "{\"a\":[\"]\"]}", "\"\\\"}\""};
    private static final String[] BROKEN = {"{", "}", "[", "]", ",", "\"", "\\", "x", "\0", "\n", "\r\n", "  "};

    @ParameterizedTest
    @EnumSource(Form.class)
    void shouldReadTheRowsOfTheWholeText(Form form) throws RefusedException {
        for (int seed = 0; seed < FILES; seed++) {
            Random random = new Random(seed);
            String text = generate(random, form);
            List<String> whole = rows(new JsonRows(text.getBytes(UTF_8), form, 1, READINGS));

            assertThat(upload(text, form, 1_024 + random.nextInt(3_000), random))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void shouldReadTheSameRowsOfABrokenTextHoweverItIsCut(Form form) throws RefusedException {
        for (int seed = 0; seed < FILES; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(generate(random, form));
            for (int i = random.nextInt(5); i >= 0; i--) {
                int at = 2 + random.nextInt(text.length() - 1);
                text.insert(at, BROKEN[random.nextInt(BROKEN.length)]);
            }
            if (random.nextInt(4) == 0) {
                text.setLength(2 + random.nextInt(text.length() - 2));
            }

            List<String> once = upload(text.toString(), form, 512 * 1024, new Random(1));

            assertThat(upload(text.toString(), form, 1_024 + random.nextInt(3_000), random))
                    .as("seed %d", seed)
                    .isEqualTo(once);
        }
    }

    @Test
    void shouldRejectADocumentBeyondTheLimitAlone() throws RefusedException {
        String good = "{\"timestamp\":\"2026-11-01T10:00:00Z\",\"sensor_id\":\"a\",\"value\":1}";
        String huge = good.replace("1}", "1,\"note\":\"" + "x".repeat(3_000_000) + "\"}");
        long bytes = huge.length() + 1L;
        for (Form form : Form.values()) {
            String text = form == Form.LINES
                    ? good + "\n" + huge + "\n" + good + "\n"
                    : "[" + good + ",\n" + huge + ",\n" + good + "]";

            List<String> rows = upload(text, form, 4_096, new Random(1));

            assertThat(rows).hasSize(3);
            assertThat(rows.get(0)).startsWith("1: [");
            assertThat(rows.get(1))
                    .startsWith("2! " + huge.substring(0, 1_025) + "… [RowError[code=source-error, field=null,"
                            + " message=expected a row of at most 1024 bytes with its line ending, found one of "
                            + bytes);
            assertThat(rows.get(2)).startsWith("3: [");
        }
    }

    private static List<String> upload(String text, Form form, int chunkBytes, Random random) throws RefusedException {
        byte[] bytes = text.getBytes(UTF_8);
        int largestSlice = 1 + random.nextInt(5_000);
        InputStream content = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, largestSlice));
            }
        };
        UploadQuery query = UploadQuery.read(new Query(null), PROPERTIES);
        UploadBody body =
                UploadBody.open(new RawUpload("a", null, null, content), query.charset(), PROPERTIES.inflateLimits());
        CsvPreamble start =
                body.reading(() -> CsvPreamble.read(body.utf8(), ReadOptions.NONE, PROPERTIES.maxRowBytes()));
        List<String> rows = new ArrayList<>();
        try (JsonFile file = JsonFile.open(body, start, form, query, chunkBytes, PROPERTIES)) {
            long index = 0;
            for (Optional<Chunk> next = file.next(); next.isPresent(); next = file.next()) {
                Chunk chunk = next.get();
                BadRow bad = chunk.badRow();
                assertThat(chunk.index()).isEqualTo(index++);
                assertThat(chunk.bytes()).isNotEmpty().hasSizeLessThanOrEqualTo(chunkBytes + 1);
                rows.addAll(rows(
                        bad == null
                                ? file.rows(chunk)
                                : new RejectedRow(chunk.bytes(), bad.bytes(), chunk.firstLine(), bad.message())));
            }
            assertThat(file.closed("id").chunks()).isEqualTo(index);
        }
        return rows;
    }

    /** Valid JSON, with valid and invalid rows. */
    private static String generate(Random random, Form form) {
        List<String> documents = new ArrayList<>();
        for (int i = 1 + random.nextInt(80); i > 0; i--) {
            String blank = form == Form.LINES || random.nextBoolean() ? "" : random.nextBoolean() ? "\n" : " \r\n\t";
            documents.add("{" + blank + "\"timestamp\":" + blank + "\"2026-11-01T10:00:00Z\"," + blank
                    + "\"sensor_id\":\"é"
                    + random.nextInt(5) + "\"," + blank + "\"value\":" + VALUES[random.nextInt(VALUES.length)] + blank
                    + "}");
        }
        if (form == Form.LINES) {
            String end = random.nextBoolean() ? "\n" : random.nextBoolean() ? "\r\n" : "\r";
            return String.join(random.nextBoolean() ? end : end + " " + end, documents) + end.repeat(random.nextInt(3));
        }
        return "[" + String.join(random.nextBoolean() ? "," : " ,\n", documents) + "]" + "\n".repeat(random.nextInt(2));
    }

    private static List<String> rows(Rows rows) {
        List<String> all = new ArrayList<>();
        RowHandler handler = new RowHandler() {
            @Override
            public void valid(long line, Object[] values) {
                all.add(line + ": " + Arrays.toString(values));
            }

            @Override
            public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
                String text = raw.text().replaceAll("\\s", " ") + (raw.truncated() ? "…" : "");
                all.add(line + "! " + text + " " + errors.listed());
            }
        };
        boolean more = true;
        while (more) {
            more = rows.next(handler);
        }
        return all;
    }
}
