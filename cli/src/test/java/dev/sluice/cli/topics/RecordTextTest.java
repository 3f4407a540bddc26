package dev.sluice.cli.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordTextTest {
    private static final long TIME = Instant.parse("2026-11-26T12:00:00.250Z").toEpochMilli();

    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void shouldPrintAnyTextOnOneLine() {
        headers.add("filename", "a.csv".getBytes(UTF_8));

        assertThat(RecordText.line(record("boiler", "1,2\n3,4\n".getBytes(UTF_8))))
                .isEqualTo("3:17 2026-11-26T12:00:00.250Z boiler {filename=a.csv} 1,2\\n3,4\\n");
    }

    @Test
    void shouldMarkBinaryValuesAndTombstones() {
        assertThat(RecordText.line(record(null, new byte[] {0, 1, 2})))
                .isEqualTo("3:17 2026-11-26T12:00:00.250Z - (3 bytes)");
        assertThat(RecordText.line(record("f", null))).endsWith(" f (deleted)");
    }

    @Test
    void shouldKeepJsonAsJson() {
        headers.add("filename", "a.csv".getBytes(UTF_8));

        assertThat(RecordText.json(record("boiler", "{\"value\": 1.5}".getBytes(UTF_8))))
                .isEqualTo("{\"topic\":\"rows\",\"partition\":3,\"offset\":17,\"time\":\"2026-11-26T12:00:00.250Z\","
                        + "\"key\":\"boiler\",\"headers\":{\"filename\":\"a.csv\"},\"value\":{\"value\":1.5}}");
    }

    @Test
    void shouldWriteOtherTextAsAStringBytesAsBase64AndNothingAsNull() {
        assertThat(RecordText.json(record(null, "{1,2".getBytes(UTF_8))))
                .contains("\"key\":null", "\"value\":\"{1,2\"");
        assertThat(RecordText.json(record("k", new byte[] {0, -1}))).endsWith("\"value\":\"AP8=\"}");
        assertThat(RecordText.json(record("k", null))).endsWith("\"value\":null}");
    }

    @Test
    void shouldPrintTheServiceAndReasonOfADeadLetter() {
        headers.add("filename", "a.csv".getBytes(UTF_8));
        var cause = new DeadLetter.Cause("row-splitter", "no CSV", "raw-chunks", 2, 9, false);
        var aside = new DeadLetter.Cause("row-splitter", "failed", "raw-chunks", 2, 9, true);

        assertThat(RecordText.line(record(letter(cause))))
                .isEqualTo("3:17 2026-11-26T12:00:00.250Z refused by row-splitter, raw-chunks-2 at offset 9: no CSV | k"
                        + " {filename=a.csv} v");
        assertThat(RecordText.line(record(letter(aside))))
                .contains("QUARANTINED by row-splitter, raw-chunks-2 at offset 9: failed | k");
    }

    private DeadLetter letter(DeadLetter.Cause cause) {
        return DeadLetter.of("k".getBytes(UTF_8), "v".getBytes(UTF_8), headers, cause);
    }

    private static ConsumerRecord<byte[], byte[]> record(DeadLetter letter) {
        return new ConsumerRecord<>(
                "letters",
                3,
                17,
                TIME,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                letter.key(),
                letter.value(),
                letter.headers(),
                Optional.empty());
    }

    private ConsumerRecord<byte[], byte[]> record(@Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "rows",
                3,
                17,
                TIME,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key == null ? null : key.getBytes(UTF_8),
                value,
                headers,
                Optional.empty());
    }
}
