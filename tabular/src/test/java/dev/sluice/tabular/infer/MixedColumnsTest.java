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
import org.junit.jupiter.params.provider.ValueSource;

/** Files with several dates, times of day and texts, of which some belong together and others are something else. */
class MixedColumnsTest {
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();

    @Test
    void shouldJoinADateWithTheTimeOfDayWhoseNameSharesAWord() throws Exception {
        String text = "Date UTC,Time Local,Time UTC,Level\n"
                + rows(i -> "2026-11-0%d,%02d:00,%02d:00,%d.5\n".formatted(1 + i / 20, i % 20 + 2, i % 20, i));

        assertThat(merged(text, "")).containsEntry("map.timestamp", "Date UTC,Time UTC");
        assertThat(inferred(text).options()).containsEntry("map.Date UTC", "Date UTC,Time UTC");
    }

    @Test
    void shouldJoinADateWithTheBeginningOfAPeriod() {
        String text = "DATE,END TIME,START TIME,Use\n"
                + rows(i -> "2026-11-01,%02d:59,%02d:00,%d.5\n".formatted(i % 24, i, i))
                        .lines()
                        .limit(20)
                        .collect(Collectors.joining("\n"));

        assertThat(merged(text, "")).containsEntry("map.timestamp", "DATE,START TIME");
    }

    @Test
    void shouldNotJoinADateWithTheTimeOfAnEvent() throws Exception {
        String text = "Date,Rain,Time of maximum gust,Gust\n"
                + rows(i -> "2026-11-%02d,%d.5,%02d:0%d,%d.25\n".formatted(i + 1, i % 7, i * 7 % 24, i % 9, 20 + i))
                        .lines()
                        .limit(28)
                        .collect(Collectors.joining("\n"));

        assertThat(merged(text, ""))
                .containsEntry("map.timestamp", "Date")
                .containsEntry("ignore", "Time of maximum gust");
        assertThat(suggest(text, "")).extracting(Suggestion::reason).anySatisfy(reason -> assertThat(reason)
                .contains("Time of maximum gust has times of day")
                .contains("map.timestamp=Date,Time of maximum gust joins the two"));
        assertThat(inferred(text).options()).doesNotContainKey("map.Date");
    }

    @Test
    void shouldJoinTimesOfAnyNameThatRiseWithTheRows() {
        String text = "Date,Clock of the pump,Level\n"
                + rows(i -> "2026-11-0%d,%02d:00,%d.5\n".formatted(1 + i / 20, i % 20, i));

        assertThat(merged(text, "")).containsEntry("map.timestamp", "Date,Clock of the pump");
    }

    @Test
    void shouldNameTimesOfDayThatFitEqually() {
        String text = "Date,Time A,Time B,Level\n"
                + rows(i -> "2026-11-01,%02d:00,%02d:30,%d.5\n".formatted(i, i, i))
                        .lines()
                        .limit(20)
                        .collect(Collectors.joining("\n"));

        assertThat(merged(text, "")).containsEntry("map.timestamp", "Date");
        assertThat(suggest(text, "")).extracting(Suggestion::reason).anySatisfy(reason -> assertThat(reason)
                .contains("Time A or Time B has times of day"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kvalitet", "Remark about it", "Pump state", "报警状态", "Anything"})
    void shouldNotTakeAStateForTheNameOfASeries(String name) throws Exception {
        String text = "time,Level," + name + "\n"
                + rows(i -> "2026-11-01T%02d:%02d:00Z,%d.5,%s\n".formatted(i / 60, i % 60, i, i % 9 == 4 ? "Y" : "G"));

        assertThat(merged(text, "")).containsEntry("set.sensor_id", "cellar").doesNotContainKey("map.sensor_id");
        assertThat(inferred(text).fields())
                .noneMatch(
                        field -> field.role().equals("group") && field.field().equals(name));
    }

    @Test
    void shouldNameWhatMayNameSeriesAfterAll() {
        String text = "time,Level,Anything\n"
                + rows(i -> "2026-11-01T%02d:%02d:00Z,%d.5,%s\n".formatted(i / 60, i % 60, i, i < 25 ? "Y" : "G"));

        assertThat(suggest(text, "")).extracting(Suggestion::reason).anySatisfy(reason -> assertThat(reason)
                .contains("map.sensor_id= names it: Anything"));
    }

    @Test
    void shouldTakeTextsThatTakeTurnsForTheNamesOfSeries() {
        String text = "time,Level,Anything\n"
                + rows(i -> "2026-11-01T%02d:%02d:00Z,%d.5,%s\n".formatted(i / 60, i % 60, i, i % 2 == 0 ? "Y" : "G"));

        assertThat(merged(text, "")).containsEntry("map.sensor_id", "Anything");
    }

    @Test
    void shouldTakeATextThatIsTheSameInAllRowsForNoName() {
        String text = "TYPE,time,Level\n" + rows(i -> "Use of water,2026-11-01T00:%02d:00Z,%d.5\n".formatted(i, i));

        assertThat(merged(text, "")).containsEntry("set.sensor_id", "cellar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tz_cd", "Anything"})
    void shouldTakeZonesForNoNames(String name) {
        String text = "time,Level," + name + "\n"
                + rows(i -> "2026-11-01 00:%02d:00,%d.5,%s\n".formatted(i, i, i % 2 == 0 ? "EST" : "EDT"));

        assertThat(merged(text, "")).containsEntry("set.sensor_id", "cellar");
    }

    @Test
    void shouldTakeACodeThatTellsRowsOfOneTimeApartForTheNameOfASeries() throws Exception {
        String text =
                "host,time,unit,Load\n" + rows(i -> "web1,2026-11-01T00:%02d:00Z,%d,%d.5\n".formatted(i / 2, i % 2, i));

        assertThat(merged(text.replace("unit", "CPU"), "")).containsEntry("map.sensor_id", "CPU");
        assertThat(inferred(text.replace("unit", "CPU")).fields())
                .filteredOn(field -> field.role().equals("group"))
                .extracting(Proposal.Evidence::field)
                .containsExactly("host", "CPU");
    }

    @Test
    void shouldNameEachIgnoredColumnOnce() {
        String text = "time,Level,Flow,TYPE,NOTES\n"
                + rows(i -> "2026-11-01T00:%02d:00Z,%d.5,%d.25,water,none so far\n".formatted(i, i, i));

        assertThat(merged(text, "ignore=TYPE%2CNOTES")).doesNotContainKey("ignore");
        assertThat(merged(text, "ignore=TYPE")).containsEntry("ignore", "TYPE,NOTES");
        assertThat(merged(text, "layout=wide&map.timestamp=time")).containsEntry("ignore", "TYPE,NOTES");
    }

    @Test
    void shouldKeepTheColumnsThatTheClientJoins() {
        String text = "Day,Clock,Level\n" + rows(i -> "01.11.2026,%02d:%02d,%d.5\n".formatted(i / 60, i % 60, i));

        assertThat(merged(text, "map.timestamp=Day%2CClock"))
                .doesNotContainKey("map.timestamp")
                .containsEntry("time_format", "%d.%m.%Y %H:%M");
    }

    @Test
    void shouldSayThatTwoColumnsNameSeriesOnlyTogether() {
        String text = "time,site,variable,reading\n"
                + rows(i -> "2026-11-01T00:%02d:00Z,%s,%s,%d.5\n"
                        .formatted(i / 4, i % 2 == 0 ? "A" : "B", i / 2 % 2 == 0 ? "NO2" : "PM10", i));
        Suggestions.Found found = Suggestions.look(text.getBytes(UTF_8), true, "a.csv", READINGS, ReadOptions.NONE);

        assertThat(found.suggestions()).isEmpty();
        assertThat(found.notes())
                .containsExactly("site and variable name series only together, and map.sensor_id takes one column:"
                        + " ./sluice datasets infer proposes a dataset that groups by all of them");
    }

    @Test
    void shouldSayThatNoRowHasANameForEachColumn() {
        String text = "sensor,hall,hall,cellar\nquantity,temp,rh,temp\ntime,,,\n"
                + rows(i -> "2026-11-01T00:%02d:00Z,%d.5,%d.25,%d.75\n".formatted(i, i, i, i));

        assertThat(Suggestions.look(text.getBytes(UTF_8), true, "a.csv", READINGS, ReadOptions.NONE)
                        .notes())
                .singleElement()
                .asString()
                .startsWith("no line from 1 to 3 has a different name for each column");
    }

    @Test
    void shouldReadPrices() {
        String text = "time,Use,COST\n" + rows(i -> "2026-11-01T00:%02d:00Z,%d.5,$0.%02d\n".formatted(i, i, i + 1));

        assertThat(merged(text, "")).containsEntry("unit", "$").containsEntry("layout", "wide");
    }

    @Test
    void shouldSuggestThatEmptyCellsAreNoReadings() {
        String text = "timestamp,device,value\n"
                + rows(i -> "2026-11-01T00:%02d:00Z,a,%s\n".formatted(i, i % 9 == 4 ? "" : i + ".5"));

        assertThat(merged(text, "")).isEqualTo(Map.of("missing", ""));
        assertThat(merged(text.replace("device", "sensor_id"), "")).isEqualTo(Map.of("missing", ""));
    }

    @Test
    void shouldTakeTitlesBelowATableForNoValues() {
        String text = "timestamp,sensor_id,value\n" + rows(i -> "2026-11-01T00:%02d:00Z,a,%d.5\n".formatted(i, i))
                + "Highest:,a,Mean:\n";

        assertThat(merged(text, "")).doesNotContainKey("missing");
    }

    @Test
    void shouldJoinYearMonthAndDay() throws Exception {
        String text = "Station,Year,Month,Day,Rain\n"
                + rows(i -> "066062,2021,%02d,%02d,%d.5\n".formatted(1 + i / 20, 1 + i % 20, i));

        assertThat(merged(text, ""))
                .containsEntry("map.timestamp", "Year,Month,Day")
                .containsEntry("time_format", "%Y %m %d")
                .containsEntry("map.value", "Rain");
        assertThat(suggest(text, "")).extracting(Suggestion::reason).anySatisfy(reason -> assertThat(reason)
                .contains("Year, Month, Day are the parts of times: 40 of 40 values"));
    }

    @Test
    void shouldJoinPartsDownToTheMinute() {
        String text = "YY MM DD hh mm WSPD\n".replace(' ', ',')
                + rows(i -> "2021,03,04,%02d,%02d,%d.5\n".formatted(i / 6, i % 6 * 10, i));

        assertThat(merged(text, ""))
                .containsEntry("map.timestamp", "YY,MM,DD,hh,mm")
                .containsEntry("time_format", "%Y %m %d %H %M");
    }

    @Test
    void shouldTakeNoPartsOfDatesWhereThereIsATime() {
        String text =
                "Time,Year,Month,Day,Level\n" + rows(i -> "2021-03-04T00:%02d:00Z,2021,3,4,%d.5\n".formatted(i, i));

        assertThat(merged(text, "")).doesNotContainKeys("map.timestamp", "time_format");
    }

    @Test
    void shouldPreferTheTimeOfAValueToThatOfItsRecord() throws Exception {
        String text = "start_time,update_time,end_time,heart_rate\n"
                + rows(i -> "2021-03-04 06:%02d:00,2021-03-04 09:%02d:07,2021-03-04 06:%02d:30,%d\n"
                        .formatted(i, i, i, 60 + i * 7 % 30));

        assertThat(merged(text, "")).containsEntry("map.timestamp", "start_time");
        assertThat(suggest(text, "")).extracting(Suggestion::reason).anySatisfy(reason -> assertThat(reason)
                .contains("start_time has times: 40 of 40 values; update_time, end_time have times, too"));
    }

    @Test
    void shouldReadNumbersThatArePaddedBehindTheirSign() {
        String text = "Number;time;a\n" + rows(i -> "%d;2021-03-04T10:%02d:00Z;+   %d.2\n".formatted(i, i, 61 + i));

        assertThat(merged(text, "")).containsEntry("map.value", "a").doesNotContainKey("map.sensor_id");
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
