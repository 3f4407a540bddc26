package dev.sluice.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schemas.csv.Datasets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderRowTest {
    @Test
    void shouldGiveAGoodRowAsItStands() throws UploadException {
        String row = "note,\"Value\", Timestamp ,SENSOR_ID,größe";

        assertThat(HeaderRow.check(row.getBytes(UTF_8), Datasets.SENSOR_READINGS))
                .isEqualTo(row);
    }

    @Test
    void shouldNameMissingAndFoundColumns() {
        UploadException refusal = refusal("timestamp,sensor".getBytes(UTF_8));

        assertThat(refusal.problem()).isEqualTo(Problem.MISSING_COLUMN);
        assertThat(refusal.properties())
                .containsEntry("missing", List.of("sensor_id", "value"))
                .containsEntry("found", List.of("timestamp", "sensor"));
        assertThat(refusal.detail()).contains("sensor_id").contains("value");
    }

    @Test
    void shouldNameAColumnThatIsThereTwice() {
        UploadException refusal = refusal("timestamp,sensor_id,value,VALUE".getBytes(UTF_8));

        assertThat(refusal.problem()).isEqualTo(Problem.DUPLICATE_COLUMN);
        assertThat(refusal.properties())
                .containsEntry("columns", List.of("value"))
                .containsEntry("found", List.of("timestamp", "sensor_id", "value", "VALUE"));
    }

    @Test
    void shouldRefuseOtherEncodings() {
        assertThat(refusal("timestamp,sensor_id,value,größe".getBytes(ISO_8859_1))
                        .problem())
                .isEqualTo(Problem.NOT_TEXT);
    }

    private static UploadException refusal(byte[] row) {
        return catchThrowableOfType(UploadException.class, () -> HeaderRow.check(row, Datasets.SENSOR_READINGS));
    }
}
