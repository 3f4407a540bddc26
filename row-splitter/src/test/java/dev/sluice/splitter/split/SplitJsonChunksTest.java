package dev.sluice.splitter.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkHeaders.BadRow;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.row.RowError;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks of uploads that aren't CSV rows: JSON, and single rows that can't be read. */
class SplitJsonChunksTest {
    private static final String READING = "{\"timestamp\":\"2024-05-01T10:00:00Z\",\"sensor_id\":\"s1\",\"value\":1.5}";

    @TempDir
    Path stateDir;

    private SplitterDriver splitter;

    @BeforeEach
    void open() {
        splitter = new SplitterDriver(stateDir);
    }

    @AfterEach
    void close() {
        splitter.close();
    }

    @Test
    void shouldCountTheLinesOfNdjson() {
        pipe(3, 100, "application/x-ndjson", null, "\n" + READING + "\r\n\n{oops\n");

        assertThat(validLines()).containsExactly(101L);
        assertThat(splitter.invalidRows()).singleElement().satisfies(record -> {
            assertThat(record.value().line()).isEqualTo(103);
            assertThat(record.value().errors().get(0).message()).startsWith("expected JSON, found none at line 103");
        });
        ChunkSplit split = onlySplit();
        assertThat(split.valid()).isEqualTo(new Tally(1, 101));
        assertThat(split.wholeFile()).isNull();
    }

    @Test
    void shouldCountDocuments() {
        pipe(3, 100, "application/json", null, READING + "\n{\"é\": x}\n7 7\n" + READING + "\n");

        assertThat(validLines()).containsExactly(100L, 103L);
        assertThat(splitter.invalidRows())
                .extracting(TestRecord::value)
                .extracting(
                        InvalidRow::line, row -> row.errors().get(0).message().replaceAll(": Unrec.*", ""))
                .containsExactly(
                        tuple(101L, "expected JSON, found none at character 7 of document 101"),
                        tuple(102L, "expected one JSON object, found more after it"));
    }

    @Test
    void shouldFindNoRowInAPartOfBlankLines() {
        pipe(3, 100, "application/x-ndjson", null, "\n\n  \n");

        assertThat(splitter.invalidRows()).isEmpty();
        assertThat(onlySplit().invalid()).isEqualTo(Tally.NONE);
    }

    @Test
    void shouldRejectARowThatItsGatewayCouldntRead() {
        String text = "2024-05-01T10:00:00Z,s1,1.5";
        pipe(1, 7, "text/csv", new BadRow("too long", 70_000), text);
        pipe(2, 8, "text/csv", new BadRow("binary", text.length()), text);
        pipe(3, 9, "application/json", new BadRow("too long", text.length()), text);

        assertThat(splitter.validRows()).isEmpty();
        assertThat(splitter.invalidRows())
                .extracting(TestRecord::value)
                .containsExactly(
                        new InvalidRow("f", 1L, 7, text, true, List.of(error("too long"))),
                        new InvalidRow("f", 2L, 8, text, false, List.of(error("binary"))),
                        new InvalidRow("f", 3L, 9, text, false, List.of(error("too long"))));
        assertThat(splitter.splitEvents())
                .extracting(TestRecord::value)
                .extracting(ChunkSplit::invalid)
                .containsExactly(new Tally(1, 7), new Tally(1, 8), new Tally(1, 9));
    }

    private static RowError error(String message) {
        return new RowError("source-error", null, message, null);
    }

    private List<Long> validLines() {
        return splitter.validRows().stream()
                .map(TestRecord::value)
                .map(ValidRow::line)
                .toList();
    }

    private ChunkSplit onlySplit() {
        return splitter.splitEvents().get(0).value();
    }

    private void pipe(long chunk, long firstLine, String contentType, @Nullable BadRow bad, String text) {
        ChunkHeaders headers =
                new ChunkHeaders("f", chunk, firstLine, "sensor-readings", "a.json", null, "", contentType, bad);
        splitter.pipe(headers.toHeaders(), "f", text);
        assertThat(text.getBytes(UTF_8)).isNotEmpty();
    }
}
