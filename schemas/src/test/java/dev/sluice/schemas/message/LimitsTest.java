package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.text.Limits;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid message is detected when it is read, never later. */
class LimitsTest {
    private static final String OPENED = """
            {"type":"file_opened","file_id":"f","dataset":"d","filename":"%s","csv_header":"a","upload_time":"%s","deadline_ms":%s}
            """;

    @ParameterizedTest
    @CsvSource({
        "+999999999-12-31T23:59:59Z, 60000",
        "-0001-01-01T00:00:00Z, 60000",
        "2026-11-01T10:00:00Z, -1",
        "2026-11-01T10:00:00Z, 9223372036854775807"
    })
    void shouldRefuseTimesAndNumbersThatWouldOverflow(String uploadTime, String deadlineMs) {
        refuse(OPENED.formatted("a.csv", uploadTime, deadlineMs), FileEvent.class);
    }

    @Test
    void shouldRefuseLongTexts() {
        refuse(OPENED.formatted("x".repeat(2_000_000), "2026-11-01T10:00:00Z", 1), FileEvent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"file_progress\",\"file_id\":\"f\",\"chunks\":-1,\"bytes\":0}",
                "{\"type\":\"file_closed\",\"file_id\":\"f\",\"chunks\":1,\"bytes\":-1,\"lines\":1,\"sha256\":\"0\"}",
                "{\"type\":\"file_closed\",\"file_id\":\"f\",\"chunks\":9223372036854775807,\"bytes\":1,\"lines\":1,\"sha256\":\"0\"}",
                "{\"type\":\"file_aborted\",\"file_id\":\"f\",\"fault\":{\"message\":\"m\"}}",
                "{\"type\":\"file_stored\",\"file_id\":\"f\",\"dataset\":\"d\",\"received\":\"+10000-01-01T00:00:00Z\"}"
            })
    void shouldRefuseInconsistentEvents(String json) {
        refuse(json, FileEvent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{}]",
                "[null]",
                "[]",
                "null",
                "[{\"code\":\"type-error\"}]",
                "[{\"code\":\"type-error\",\"message\":\"m\"}],\"cells\":0",
                "[{\"code\":\"type-error\",\"message\":\"m\"}],\"more_errors\":[null]",
                "[{\"code\":\"type-error\",\"message\":\"m\"}],\"more_errors\":[{\"code\":\"x\",\"count\":-1}]"
            })
    void shouldRefuseInvalidRowsWithoutValidErrors(String errors) {
        refuse(
                "{\"file_id\":\"f\",\"chunk\":0,\"line\":1,\"raw\":\"\",\"raw_truncated\":false,\"errors\":" + errors
                        + "}",
                InvalidRow.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"chunk\":-1,\"bytes\":0,\"valid\":{\"rows\":0,\"checksum\":0},\"invalid\":{\"rows\":0,\"checksum\":0}",
                "\"chunk\":0,\"bytes\":0,\"valid\":{\"rows\":-1,\"checksum\":0},\"invalid\":{\"rows\":0,\"checksum\":0}",
                "\"chunk\":0,\"bytes\":0,\"valid\":{\"rows\":0,\"checksum\":0}"
            })
    void shouldRefuseInconsistentCountsOfChunks(String counts) {
        refuse("{\"file_id\":\"f\"," + counts + "}", ChunkSplit.class);
    }

    @Test
    void shouldReportWhatIsMissing() {
        String json = "{\"file_id\":\"f\",\"line\":1,\"raw\":\"\",\"raw_truncated\":false,\"errors\":[{}]}";

        assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8), InvalidRow.class))
                .hasMessageContaining("expected code, found none");
    }

    @Test
    void shouldNotOverflow() {
        Tally max = new Tally(Limits.MAX, 1);

        assertThat(max.plus(max).plus(7).rows()).isEqualTo(Limits.MAX);
    }

    @Test
    void shouldReadWhatWasWrittenBeforeErrorsWereCounted() {
        RowError error = new RowError("type-error", "value", "m", null);
        String old = "{\"file_id\":\"f\",\"chunk\":0,\"line\":1,\"raw\":\"\",\"raw_truncated\":false,\"errors\":"
                + Json.MAPPER.writeValueAsString(java.util.Collections.nCopies(50, error)) + "}";

        InvalidRow row = Json.read(old.getBytes(UTF_8), InvalidRow.class);

        assertThat(row.errors()).hasSize(50);
        assertThat(row.moreErrors()).isNull();
        assertThat(row.tally()).isEqualTo(new Tally(1, 1));
    }

    @Test
    void shouldCountARowByItsCells() {
        InvalidRow row =
                new InvalidRow("f", 0L, 5, "", false, List.of(new RowError("type-error", "value", "m", null)), null, 3);

        assertThat(row.tally()).isEqualTo(new Tally(3, 15));
    }

    private static void refuse(String json, Class<?> type) {
        assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8), type)).isInstanceOf(SerializationException.class);
    }
}
