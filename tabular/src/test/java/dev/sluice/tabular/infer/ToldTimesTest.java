package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that tell of their times: the zone, the order of a date's parts, the end of a day, and the row of names. */
class ToldTimesTest {
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "EST, EST, -05:00",
        "CET, CET, +01:00",
        "UTC, UTC, +00:00",
        "EST, EDT, America/New_York",
        "CET, CEST, Europe/Berlin",
        "Asia/Tokyo, Asia/Tokyo, Asia/Tokyo",
        "+0200, +0200, +02:00",
        "EST, PST,",
        "Nord, Nord,",
    })
    void shouldFindTheZoneInAColumn(String one, String other, String zone) {
        String text = "time,Level,tz_cd\n"
                + rows(i -> "2026-11-01 00:%02d:00,%d.5,%s\n".formatted(i, i, i < 20 ? one : other));

        assertThat(merged(text, "").get("zone")).isEqualTo(zone);
        assertThat(merged(text, "zone=Asia/Kolkata")).doesNotContainKey("zone");
    }

    @ParameterizedTest
    @CsvSource({
        "'(PDH-CSV 4.0) (W. Europe Standard Time)(-60)', +01:00",
        "'(PDH-CSV 4.0) (Pacific Daylight Time)(420)', -07:00",
        "'(PDH-CSV 4.0) (Coordinated Universal Time)(0)', +00:00",
        "Europe/Amsterdam (+01:00), Europe/Amsterdam",
        "'Zeit, UTC+02', GMT+02:00",
        "Zeit (60),",
    })
    void shouldFindTheZoneInTheNameOfTheTime(String name, String zone) throws Exception {
        String text =
                "\"" + name + "\",Level,Flow\n" + rows(i -> "2026-11-01 00:%02d:00,%d.5,%d.25\n".formatted(i, i, i));

        assertThat(merged(text, "").get("zone")).isEqualTo(zone);
        assertThat(inferred(text).options().get("zone")).isEqualTo(zone);
    }

    @Test
    void shouldFindTheZoneInARowBehindTheHeaderRow() {
        String text = "Zeit,Level,Flow\nEurope/Madrid,m,l/s\n"
                + rows(i -> "2026-11-01 00:%02d:00,%d.5,%d.25\n".formatted(i, i, i));

        assertThat(merged(text, "")).containsEntry("zone", "Europe/Madrid").containsEntry("skip_after_header", "1");
    }

    @ParameterizedTest
    @CsvSource({
        "Time(DD/MM/YYYY h:mm:ss A), %d/%m/%Y %I:%M:%S %p",
        "time (mm/dd/yyyy), %m/%d/%Y %I:%M:%S %p",
        "Zeit [TT.MM.JJJJ], %d/%m/%Y %I:%M:%S %p",
    })
    void shouldReadADateInTheOrderThatItsColumnNames(String name, String format) {
        String text = name + ",Level\n" + rows(i -> "06/11/2026 1:%02d:00 AM,%d.5\n".formatted(i, i));

        assertThat(merged(text, "")).containsEntry("time_format", format);
        assertThat(suggest(text, "")).extracting(Suggestion::reason).noneMatch(reason -> reason.contains("could mean"));
    }

    @ParameterizedTest
    @CsvSource({"20261101, %d, %Y%m%d %H", "2026-11-01, %d:00, %Y-%m-%d %H:%M", "01.11.2026, %02d:00, %d.%m.%Y %H:%M"})
    void shouldReadTheHour24(String date, String hour, String format) throws Exception {
        String text = "Date,Hour,Level\n"
                + rows(i -> (date + "," + hour + ",%d.5\n").formatted(i % 24 + 1, i))
                        .lines()
                        .limit(24)
                        .collect(Collectors.joining("\n"));

        assertThat(merged(text, "")).containsEntry("map.timestamp", "Date,Hour").containsEntry("time_format", format);
        assertThat(merged(text, "map.timestamp=Date%2CHour")).doesNotContainKey("map.timestamp");
        assertThat(inferred(text).invalidRows()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"start_ts, .0, 1795824000", "x, .0, 1795824000", "x, '', 1795824000", "ts_utc, .25, 1795824000"})
    void shouldTakeEvenlyRisingEpochsForTheTime(String name, String fraction, long first) throws Exception {
        String text =
                name + ",Level,Flow\n" + rows(i -> first + i * 300 + "%s,%d.5,%d.25\n".formatted(fraction, i % 9, i));

        assertThat(merged(text, "")).containsEntry("map.timestamp", name).containsEntry("layout", "wide");
        assertThat(inferred(text).fields())
                .filteredOn(field -> field.role().equals("time"))
                .extracting(Proposal.Evidence::field)
                .containsExactly(name);
    }

    @Test
    void shouldMeasureLargeNumbersThatAreNoTimes() {
        String text =
                "time,Yield\n" + rows(i -> "2026-11-01T00:%02d:00Z,%d.5\n".formatted(i, 1_795_824_000L + i * i * 700L));

        assertThat(merged(text, "")).containsEntry("map.value", "Yield");
    }

    /** Of several rows of names the one in which all names differ. */
    @Test
    void shouldTakeTheRowOfDifferentNamesForTheHeaderRow() {
        String data = rows(i -> "2026-11-01 00:%02d:00,%d.5,%d.25\n".formatted(i, i, i));

        assertThat(merged("Time,Port 1,Port 1\nTime,Depth,Flow\n,m,l/s\n" + data, ""))
                .containsEntry("skip", "1")
                .containsEntry("skip_after_header", "1");
        assertThat(merged("Time,Depth,Flow\nTime,Port 1,Port 1\n" + data, ""))
                .doesNotContainKey("skip")
                .containsEntry("skip_after_header", "1");
        assertThat(suggest("Time,Port 1,Port 1\nTime,Depth,Flow\n" + data, ""))
                .extracting(Suggestion::reason)
                .anySatisfy(reason -> assertThat(reason)
                        .contains("some names on line 1 are the same, so line 2 is taken for the header row"));
    }

    @Test
    void shouldTakeACommentAboveNamesWithDigitsForAComment() {
        String text =
                "#type=float;type=float\nTime_UTC;T45\n" + rows(i -> "2026-11-01T00:%02d:00;%d.5\n".formatted(i, i));

        assertThat(merged(text, "")).containsEntry("comment", "#").containsEntry("map.timestamp", "Time_UTC");
        assertThat(merged(text, "comment=%23")).doesNotContainKeys("skip", "comment");
    }

    private static String rows(IntFunction<String> row) {
        return IntStream.range(0, 40).mapToObj(row).collect(Collectors.joining());
    }

    private static Map<String, String> merged(String text, String asked) {
        Map<String, String> merged = new LinkedHashMap<>();
        suggest(text, asked).forEach(suggestion -> merged.putAll(suggestion.parameters()));
        return merged;
    }

    private static List<Suggestion> suggest(String text, String asked) {
        return Suggestions.of(text.getBytes(UTF_8), true, "cellar.csv", READINGS, ReadOptions.parse(asked));
    }

    private static Proposal inferred(String text) throws IOException, NoProposalException {
        byte[] bytes = text.getBytes(UTF_8);
        return DatasetInference.propose(
                SampleText.read(new ByteArrayInputStream(bytes), SampleText.DEFAULT_BYTES), "file", 1_000);
    }
}
