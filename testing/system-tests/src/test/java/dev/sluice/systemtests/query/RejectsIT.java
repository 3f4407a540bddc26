package dev.sluice.systemtests.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The rejected rows of a file with their errors, and the upload of corrected rows. */
@ExtendWith(SharedSluice.class)
class RejectsIT {
    private static final String CSV = """
            timestamp;sensor_id;value;note
            2026-11-01T10:00:00Z;boiler;20;fine
            yesterday;boiler;hot;"two
            lines"
            2026-11-01T10:02:00Z;boiler;20,5;decimal comma
            2026-11-01T10:03:00Z;=boiler;warm;@SUM(A1)
            ;;;
            2026-11-01T10:05:00Z;boiler
            """;

    private final SluiceProbe sluice;

    RejectsIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldShowEveryRejectWithAllItsViolations() {
        String id = processed("rejects.csv", CSV);

        JsonNode page = sluice.json("/results/" + id + "/rejects");

        assertThat(page.path("invalid_rows").asLong()).isEqualTo(5);
        assertThat(page.path("kept").asLong()).isEqualTo(5);
        assertThat(page.path("rejects"))
                .extracting(each -> each.path("line").asLong())
                .containsExactly(3L, 5L, 6L, 7L, 8L);
        JsonNode first = page.path("rejects").path(0);
        assertThat(first.path("raw").asString()).isEqualTo("yesterday;boiler;hot;\"two\nlines\"");
        assertThat(first.path("errors"))
                .extracting(error -> error.path("field").asString() + " "
                        + error.path("code").asString())
                .containsExactly("timestamp type-error", "value type-error");
        assertThat(first.path("errors").path(1).path("message").asString())
                .isEqualTo("expected a finite decimal number, found \"hot\"");
        assertThat(page.path("rejects")
                        .path(3)
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asString())
                .isEqualTo("blank-row");
    }

    @Test
    void shouldPageAndFilterRejectsAndCountThemAll() {
        String id = processed("pages.csv", CSV);

        JsonNode filtered = sluice.json("/results/" + id + "/rejects?code=type-error&field=timestamp");
        assertThat(filtered.path("rejects").size()).isEqualTo(1);
        assertThat(filtered.path("counts")).anySatisfy(count -> {
            assertThat(count.path("code").asString()).isEqualTo("type-error");
            assertThat(count.path("field").asString()).isEqualTo("value");
            assertThat(count.path("count").asLong()).isEqualTo(3);
        });
        List<Long> lines = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = sluice.json("/results/" + id + "/rejects?limit=2" + cursor);
            page.path("rejects").forEach(reject -> lines.add(reject.path("line").asLong()));
            cursor = page.hasNonNull("next_cursor")
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(lines).containsExactly(3L, 5L, 6L, 7L, 8L);
    }

    @Test
    void shouldAcceptCorrectedRejects() {
        String id = processed("to-correct.csv", CSV);

        String rejects = sluice.get("/results/" + id + "/rejects.csv").body();

        assertThat(rejects).startsWith("timestamp,sensor_id,value,note,_line,_code,_message\n");
        assertThat(rejects).contains("'=boiler").contains("'@SUM(A1)");
        String corrected = rejects.replace("yesterday,boiler,hot", "2026-11-01T10:01:00Z,boiler,21")
                .replace("\"20,5\"", "20.5")
                .replace("'=boiler,warm", "'=boiler,22")
                .lines()
                .filter(line -> !line.contains("blank-row") && !line.contains("missing-cell"))
                .reduce("", (all, line) -> all + line + "\n");
        String again = SluiceProbe.fileId(sluice.uploadRaw("corrected.csv", corrected.getBytes(UTF_8)));
        FileSummary end = sluice.awaitEnd(again);
        assertThat(end.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(end.validRows()).isEqualTo(3);
        assertThat(sluice.json("/results/" + again).path("aggregated_data").propertyNames())
                .containsExactly("=boiler", "boiler");
    }

    private String processed(String name, String csv) {
        String id = SluiceProbe.fileId(sluice.uploadRaw(name, csv.getBytes(UTF_8)));
        assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PARTIAL);
        return id;
    }
}
