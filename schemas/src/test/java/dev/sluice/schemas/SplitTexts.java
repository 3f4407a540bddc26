package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.tabular.header.HeaderException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Texts whose rows have, all together, everything that a row can have and everything that can be wrong with one. */
final class SplitTexts {
    /** By dataset. */
    private static final Map<String, String> TEXTS = Map.of(
            "sensor-readings", """
                    timestamp,sensor_id,value,unit
                    2024-05-01T12:00:00.250Z,"süd, ""2"" → 😀",-1e-300,°C
                    1714564800,s1,1.7976931348623157e308,°C
                    noon,,warm,°C
                    ,,,
                    2024-05-01,s1
                    2024-05-01T12:00:00Z,s1,1,°C,2
                    2024-05-01T12:00:00Z,"s1
                    """,
            "song-plays", """
                    [{"Song": "Umbrella", "Date": "2020-01-01", "Number of Plays": 9223372036854775807},
                     {"Song": "Umbrella", "Date": "2020-01-01", "Number of Plays": -1}, 7, null, {}]
                    """,
            "measurements", """
                    {"time_stamp": "2019-05-01T06:00:00-04:00", "data": [0, 2e-7]}
                    {"time_stamp": "2019-05-01T06:00:00", "data": []}
                    {"time_stamp": "2019-05-01T06:00:00Z", "data": ["7"], "more": true}
                    {"time_stamp": "2019-05-01T06:00:00Z", "data":
                    """,
            "weather-stations", """
                    b3f1c2d4-0000-4000-8000-000000000007|01.05.2024 12:00 +0200|12:00|2024-05-01|1998|21.5; -3;0.25|1'504|47,0542|yes
                    b3f1c2d4-0000-4000-8000-000000000007|01.05.2024 12:00 +0200||n/a||7|-||no
                    B3f1|31.12.1999 12:00 +0000|23:00|2999-12-32|98|7;|10'000|91|maybe
                    """);

    private SplitTexts() {}

    /** Each text as a chunk's, and as a stream's. */
    static Stream<SplitText> all() {
        return TEXTS.entrySet().stream().flatMap(text -> {
            Headers headers =
                    new RecordHeaders().add(ChunkHeaders.DATASET, text.getKey().getBytes(UTF_8));
            byte[] bytes = text.getValue().getBytes(UTF_8);
            try {
                return Stream.of(SplitText.of("f-1", 3L, headers, bytes), SplitText.of("stream", null, headers, bytes));
            } catch (HeaderException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
