package dev.sluice.results.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.routing.FileQueriesContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesCursorTest {
    @Test
    void shouldRoundTripEverySeriesInUrlSafeCharacters() {
        for (String series : FileQueriesContract.AWKWARD) {
            String cursor = SeriesCursor.of(series);

            assertThat(cursor).matches("[A-Za-z0-9_-]+");
            assertThat(SeriesCursor.series(cursor)).contains(series);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no series
                "a", // no whole byte
                "YQ==", // padded
                "YR", // bits left over
                "a+b/", // the other alphabet
                "sensor 1", // not base64 at all
                "_w", // the byte 0xff, not UTF-8
            })
    void shouldRefuseAnInvalidCursor(String cursor) {
        assertThat(SeriesCursor.series(cursor)).isEmpty();
    }
}
