package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.schemas.message.ChunkHeaders.BadRow;
import dev.sluice.tabular.header.ReadOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkHeadersTest {
    private static final ChunkHeaders CHUNK = new ChunkHeaders(
            "0198c0de-0000-7000-8000-000000000001",
            3,
            1_001,
            "sensor-readings",
            "März → 😀.csv",
            "timestamp;\"sensor_id\";value",
            "delimiter=%3B&header=present",
            "text/csv");

    @Test
    void shouldReadBackWhatItWrites() {
        assertThat(ChunkHeaders.from(CHUNK.toHeaders())).isEqualTo(CHUNK);
    }

    @Test
    void shouldReadBackJsonAndARowThatCantBeReadWithoutAHeaderRow() {
        ChunkHeaders json =
                new ChunkHeaders("f", 0, 1, "sensor-readings", "a.json", null, "", ChunkHeaders.NDJSON, null);
        ChunkHeaders bad = new ChunkHeaders(
                "f", 0, 7, "sensor-readings", "a.csv", null, "", ChunkHeaders.CSV, new BadRow("für lang", 70_000));

        assertThat(ChunkHeaders.from(json.toHeaders())).isEqualTo(json);
        assertThat(ChunkHeaders.from(bad.toHeaders())).isEqualTo(bad);
        assertThat(json.isJson()).isTrue();
        assertThat(bad.isJson()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChunkHeaders.from(bad.toHeaders().remove("row-bytes")))
                .withMessage("expected the header row-bytes, found none");
    }

    @Test
    void shouldWriteReadableText() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Header header : CHUNK.toHeaders()) {
            texts.put(header.key(), new String(header.value(), UTF_8));
        }

        assertThat(texts)
                .containsExactly(
                        Map.entry("file-id", "0198c0de-0000-7000-8000-000000000001"),
                        Map.entry("chunk", "3"),
                        Map.entry("first-line", "1001"),
                        Map.entry("dataset", "sensor-readings"),
                        Map.entry("filename", "März → 😀.csv"),
                        Map.entry("csv-header", "timestamp;\"sensor_id\";value"),
                        Map.entry("csv-options", "delimiter=%3B&header=present"),
                        Map.entry("content-type", "text/csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file-id", "chunk", "first-line", "dataset", "filename", "csv-header", "content-type"})
    void shouldNameAHeaderThatIsMissingOrNull(String name) {
        Headers missing = CHUNK.toHeaders().remove(name);
        Headers withNull = CHUNK.toHeaders().add(name, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChunkHeaders.from(missing))
                .withMessage("expected the header " + name + ", found none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChunkHeaders.from(withNull))
                .withMessage("expected the header " + name + ", found none");
    }

    @Test
    void shouldReadAChunkOfAnOlderGatewayWithoutOptions() {
        Headers older = CHUNK.toHeaders().remove("csv-options");

        ChunkHeaders read = ChunkHeaders.from(older);

        assertThat(read.csvOptions()).isEmpty();
        assertThat(ReadOptions.parse(read.csvOptions())).isEqualTo(ReadOptions.NONE);
        assertThat(ReadOptions.parse(read.csvOptions()).separator()).isEqualTo(',');
        assertThat(read.csvHeader()).isEqualTo(CHUNK.csvHeader());
    }

    @Test
    void shouldCarryOptionsInTheirTextForm() {
        ReadOptions options = ReadOptions.parse(CHUNK.csvOptions());

        assertThat(options.format()).isEqualTo(CHUNK.csvOptions());
        assertThat(options.separator()).isEqualTo(';');
        assertThat(options.header()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chunk      | one   | expected a number in the header chunk, found one",
                "chunk      | 1.0   | expected a number in the header chunk, found 1.0",
                "chunk      | -1    | expected from 0 to 4503599627370496 in the header chunk, found -1",
                "chunk      | 9223372036854775808 | expected a number in the header chunk, found 9223372036854775808",
                "first-line | x     | expected a number in the header first-line, found x",
                "first-line | 0     | expected from 1 to 4503599627370496 in the header first-line, found 0",
                "file-id    | a b   | expected RULE in the header file-id, found a b",
            })
    void shouldNameAHeaderThatIsWrong(String name, String text, String message) {
        Headers headers = CHUNK.toHeaders().add(name, text.getBytes(UTF_8));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChunkHeaders.from(headers))
                .withMessage(message.replace("RULE", FileIds.RULE));
    }

    @Test
    void shouldDetectAChunkByItsFileIdOrNumber() {
        Headers none = new RecordHeaders();
        Headers foreign = new RecordHeaders().add("csv-header", "a,b".getBytes(UTF_8));

        assertThat(ChunkHeaders.present(none)).isFalse();
        assertThat(ChunkHeaders.present(foreign)).isFalse();
        assertThat(ChunkHeaders.present(new RecordHeaders().add("file-id", "a".getBytes(UTF_8))))
                .isFalse();
        assertThat(ChunkHeaders.present(new RecordHeaders().add("chunk", "0".getBytes(UTF_8))))
                .isTrue();
        assertThat(ChunkHeaders.present(CHUNK.toHeaders())).isTrue();
    }

    @Test
    void shouldFindTheLastOfSeveralHeaders() {
        Headers headers = CHUNK.toHeaders().add("filename", "later.csv".getBytes(UTF_8));

        assertThat(ChunkHeaders.find(headers, "filename")).isEqualTo("later.csv");
        assertThat(ChunkHeaders.find(headers, "unit")).isNull();
    }
}
