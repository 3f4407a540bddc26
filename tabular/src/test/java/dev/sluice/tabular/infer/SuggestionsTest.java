package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.document.DocumentFaults;
import dev.sluice.tabular.dataset.document.DocumentReader;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.ReadOptions;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionsTest {
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();

    @Test
    void shouldSuggestNothingForAFileThatFits() {
        assertThat(suggest("timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a,1\n", ""))
                .isEmpty();
    }

    @Test
    void shouldSuggestNothingForBrokenRowsOfAFileThatFits() {
        assertThat(suggest(
                        "timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a,1\nnoon,a,2\n2026-01-01T00:00:00Z,,3\n", ""))
                .isEmpty();
    }

    @Test
    void shouldSuggestNothingForWhatIsNoTable() {
        assertThat(suggest("Lorem ipsum\ndolor sit amet\n", "")).isEmpty();
        assertThat(suggest("\n\n", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"time\tsensor\twert\n1\ta\t2\n\t\t", "a\tb\n1\t2\n\t", "a b\n1 2\n \" \"\n ", "\t", "\t\""})
    void shouldReadALastRowOfBlanksWithoutALineEnding(String text) {
        assertThat(suggest(text, "")).doesNotContainNull();
    }

    @Test
    void shouldReadASpreadsheetsExport() {
        String text = """
                sep=;
                Datum/Zeit;Fühler;Wert
                31.03.2026 02:30;Kessel;1.234,5
                31.03.2026 03:00;Kessel;98,25
                31.03.2026 03:30;Kessel;7,5
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "map.timestamp", "Datum/Zeit",
                        "map.sensor_id", "Fühler",
                        "map.value", "Wert",
                        "decimal", ",",
                        "group", ".",
                        "time_format", "%d.%m.%Y %H:%M"));
        assertThat(suggest(text, ""))
                .extracting(Suggestion::reason)
                .contains("3 of 3 values of Wert look like \"1.234,5\"")
                .contains("3 of 3 values of Datum/Zeit look like \"31.03.2026 02:30\""
                        + "; without a zone they are taken as UTC: zone= says otherwise");
        assertThat(suggest(text, "")).extracting(Suggestion::mendedRows).containsOnly(3L);
    }

    /** Spreadsheets often end with such a row. */
    @Test
    void shouldFindWhatNamesSeriesDespiteARowOfEmptyCells() {
        String text = """
                Datum;Raum;Temp;Druck
                2026-03-01 10:00;Halle;20.5;1003.1
                2026-03-01 10:00;Keller;8.5;1004.2
                2026-03-01 11:00;Halle;21.5;1003.3
                2026-03-01 11:00;Keller;8.0;1004.7
                ;;;
                """;

        assertThat(merged(text, "")).containsEntry("map.sensor_id", "Raum").containsEntry("map.value", "Temp");
    }

    @Test
    void shouldMeasureWhatHasFlagsRatherThanACode() {
        String text = """
                DATE,STATION,SOURCE,Temp
                2026-03-01T00:51:00,A1,7,45
                2026-03-01T01:51:00,A1,7,46s
                2026-03-01T02:51:00,A1,7,47
                2026-03-01T03:51:00,A1,7,*
                """;

        assertThat(merged(text, "")).containsEntry("map.value", "Temp").containsEntry("map.sensor_id", "STATION");
    }

    @Test
    void shouldFindTheHeaderRowBelowTitlesWithNumbers() {
        String text = """
                sep=;
                Version CSV1|Tool SE|Delimiter semicolon|Precision 3

                ;SN: 2110123456;SN: 2110123456
                ;2110123456;2110123456
                ;Total yield;Power
                dd.MM.yyyy HH:mm;kWh;kW
                13.03.2026 06:00;12345,678;0,000
                13.03.2026 06:05;12345,695;0,200
                13.03.2026 06:10;12345,728;0,399
                13.03.2026 06:15;12345,728;0,450
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "skip", "6",
                        "map.timestamp", "dd.MM.yyyy HH:mm",
                        "layout", "wide",
                        "decimal", ",",
                        "time_format", "%d.%m.%Y %H:%M"));
    }

    @Test
    void shouldTakeAnOverloadForNoValueAndAlarmsForNoSeries() {
        String text = """
                Time,101 (C),Alarm 101,102 (C),Alarm 102
                2026-03-14T10:00:00Z,450.0,0,19.9,0
                2026-03-14T10:00:10Z,9.90000000E+37,1,20.7,0
                2026-03-14T10:00:20Z,461.8,0,21.4,0
                2026-03-14T10:00:30Z,460.1,0,21.5,0
                """;

        assertThat(merged(text, ""))
                .containsEntry("missing", "9.90000000E+37")
                .containsEntry("ignore", "Alarm 101,Alarm 102")
                .containsEntry("layout", "wide");
    }

    /** The names of two results are in lines of comments: rows of both have the same time and room. */
    @Test
    void shouldWarnOfRowsOfTheSameTimeAndSeries() {
        String text = """
                _time,_value,room
                2026-03-01T10:00:00Z,19.8,hall
                2026-03-01T10:00:00Z,20.0,hall
                2026-03-01T10:10:00Z,20.9,hall
                2026-03-01T10:10:00Z,21.0,hall
                """;

        assertThat(suggest(text, "")).extracting(Suggestion::reason).anySatisfy(reason -> assertThat(reason)
                .contains("2 rows have the time of another one"));
    }

    @Test
    void shouldTakeNoMarkForTheNameOfASeries() {
        String text = "timestamp,value,Dir\n"
                + IntStream.range(10, 40)
                        .mapToObj(i -> "2026-03-01T10:00:%dZ,%d,%s\n".formatted(i, i, i % 3 == 0 ? "---" : "WSW"))
                        .collect(Collectors.joining());

        assertThat(merged(text, "")).doesNotContainEntry("map.sensor_id", "Dir");
    }

    @Test
    void shouldSuggestOnlyWhatIsLeft() {
        String text = """
                timestamp;sensor_id;value
                2026-11-01 10:00:00;a;1,5
                2026-11-01 10:05:00;a;21
                2026-11-01 10:06:00;a;1,25
                """;

        assertThat(suggest(text, ""))
                .containsExactly(
                        new Suggestion(Map.of("decimal", ","), "3 of 3 values of value look like \"1,25\"", 2));
        assertThat(suggest(text, "decimal=,")).isEmpty();
    }

    @Test
    void shouldReadALoggersFile() {
        String text = """
                "TOA5","StationRidge","CR1000","4711","CR1000.Std.32","CPU:ridge.CR1","5021","TenMin"
                "TIMESTAMP","RECORD","BattV_Min","AirTC_Avg","RH"
                "TS","RN","Volts","Deg C","%"
                "","","Min","Avg","Smp"
                "2026-03-01 00:10:00",0,12.61,-3.21,87.4
                "2026-03-01 00:20:00",1,12.6,-3.35,"NAN"
                "2026-03-01 00:30:00",2,12.6,-3.4,88.1
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "skip", "1",
                        "skip_after_header", "2",
                        "layout", "wide",
                        "ignore", "RECORD",
                        "missing", "NAN"));
    }

    @Test
    void shouldReadAColumnWhoseNameTellsItsZone() {
        String text = """
                "#","Date Time, GMT-07:00","Temp, °F","RH, %"
                1,05/25/26 10:52:42 AM,37.20,92.90
                2,05/25/26 11:08:42 AM,37.25,92.60
                3,05/25/26 12:12:42 PM,37.31,92.60
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "map.timestamp", "Date Time, GMT-07:00",
                        "layout", "wide",
                        "ignore", "#",
                        "time_format", "%m/%d/%y %I:%M:%S %p",
                        "zone", "GMT-07:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.m.", "p", "P.M.", "a.m.", "a"})
    void shouldReadTheHalfOfTheDayHoweverItIsWritten(String half) {
        assertThat(merged(
                        "Date Time,Reading\n14/03/2026 1:00:00 X,20\n14/03/2026 1:05:00 X,21\n".replace("X", half), ""))
                .containsEntry("time_format", "%d/%m/%Y %I:%M:%S %p");
        assertThat(merged("Date,Time,Reading\n14/03/2026,1:00 X,20\n14/03/2026,1:05 X,21\n".replace("X", half), ""))
                .containsEntry("map.timestamp", "Date,Time")
                .containsEntry("time_format", "%d/%m/%Y %I:%M %p");
    }

    @Test
    void shouldJoinADateWithTheHourOfTheDay() {
        assertThat(merged("Date,Hour,Reading\n2026-03-01,0,5\n2026-03-01,1,6\n2026-03-01,2,7\n", ""))
                .containsEntry("map.timestamp", "Date,Hour")
                .containsEntry("time_format", "%Y-%m-%d %H");
    }

    @Test
    void shouldTakeNumbersThatCountTheHoursOfSeveralDaysForHours() {
        String rows = IntStream.range(0, 60)
                .mapToObj(i -> "2026-03-0" + (1 + i / 24) + "," + i % 24 + "," + (5 + i % 7) + "\n")
                .collect(Collectors.joining());

        assertThat(merged("Date,Nr,Reading\n" + rows, "")).containsEntry("map.timestamp", "Date,Nr");
    }

    @Test
    void shouldFindTheZoneInTheLinesBeforeTheTable() {
        String text = "Logger,5\nTime Zone:,UTC+02:00\n\nTime,Serial,Reading\n"
                + "14/03/2026 1:00:00,a,20\n14/03/2026 1:05:00,a,21\n14/03/2026 1:10:00,a,22\n";

        assertThat(merged(text, "")).containsEntry("zone", "GMT+02:00");
        assertThat(merged(text.replace("Logger", "UTC-03:00"), "")).doesNotContainKey("zone");
    }

    @Test
    void shouldTakeTheOnlyColumnWithoutANameForTheTime() {
        assertThat(merged("\"\",Oven,Room\n2026-03-01T10:00:00Z,199.8,20.2\n2026-03-01T10:00:10Z,201.7,20.5\n", ""))
                .containsEntry("map.timestamp", "")
                .containsEntry("layout", "wide");
    }

    @Test
    void shouldWarnOfATimeOfDayThatItCannotRead() {
        String text = "Date,Time,Reading\n2026-03-21,9:30 ö.ö,5\n2026-03-21,1:30 ö.s,6\n2026-03-22,9:30 ö.ö,7\n"
                + "2026-03-22,1:30 ö.s,8\n";

        assertThat(merged(text, "")).doesNotContainEntry("map.sensor_id", "Time");
        assertThat(suggest(text, "")).extracting(Suggestion::reason).anySatisfy(reason -> assertThat(reason)
                .contains("all are at midnight")
                .contains("Time"));
    }

    @Test
    void shouldNameTheSeriesOfAFileWithoutASensorAfterIt() {
        String text = """
                Date,Time,Temp
                2026-01-01,10:00:00,20.5
                2026-01-01,10:05:00,20.6
                2026-01-01,10:10:00,20.7
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "map.timestamp", "Date,Time",
                        "map.value", "Temp",
                        "set.sensor_id", "cellar"));
    }

    @Test
    void shouldReadDatesAndTimesWithoutSecondsInTwoColumns() {
        String text =
                "Datum;Uhrzeit;Sensor;Wert\n01.03.2026;10:00;a;0,5\n13.03.2026;10:01;a;1,5\n14.03.2026;10:02;a;2,5\n";

        assertThat(merged(text, ""))
                .containsEntry("map.timestamp", "Datum,Uhrzeit")
                .containsEntry("time_format", "%d.%m.%Y %H:%M")
                .containsEntry("decimal", ",");
    }

    @Test
    void shouldNotReadHoursAsEpochs() {
        String rows = IntStream.range(0, 24)
                .mapToObj(hour -> "44;20260301%02d;%s\n".formatted(hour, hour % 9 == 8 ? "-999" : "3." + hour))
                .collect(Collectors.joining());

        assertThat(merged("STATIONS_ID;MESS_DATUM;TT_TU\n" + rows, ""))
                .containsEntry("time_format", "%Y%m%d%H")
                .containsEntry("missing", "-999");
    }

    @Test
    void shouldNotMeasureWhatCountsRows() {
        String rows = IntStream.range(1, 30)
                .mapToObj(i -> i + ",2026-03-01 00:%02d:00,20.%d℃\n".formatted(i, i))
                .collect(Collectors.joining());

        assertThat(suggest("No.,Time,Temperature\n" + rows, "")).isEmpty();
    }

    @Test
    void shouldNotMakeOneSeriesOfSeveralQuantities() {
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> ",,0,2026-03-01T10:%02d:00Z,20.%d,temp,hall\n,,1,2026-03-01T10:%02d:00Z,50.%d,hum,hall\n"
                        .formatted(i, i, i, i))
                .collect(Collectors.joining());

        assertThat(merged(",result,table,_time,_value,_field,_measurement\n" + rows, ""))
                .doesNotContainKey("set.sensor_id");
    }

    /** A spreadsheet writes a row of empty cells below its table, and averages, which have no series. */
    @ParameterizedTest
    @ValueSource(strings = {"", ";;;\n", ";;;\n;;14.5;1003.8\n", "Mean;;14.5;1003.8\n"})
    void shouldFindTheSeriesAboveRowsOfOtherThings(String end) {
        String text = """
                Datum;Raum;Temp;Druck
                2026-03-01 10:00;Halle;20.5;1003.1
                2026-03-01 10:00;Keller;8.5;1004.2
                2026-03-01 11:00;Halle;21.5;1003.3
                2026-03-01 11:00;Keller;8.0;1004.7
                """;

        assertThat(merged(text + end, ""))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("map.timestamp", "Datum", "map.value", "Temp", "map.sensor_id", "Raum"));
    }

    /** A weather service flags suspect values, and writes codes of few values beside them. */
    @Test
    void shouldMeasureFlaggedValuesRatherThanCodes() {
        String text = """
                DATE,STATION,SOURCE,Temp
                2026-03-01T00:51:00,A1,7,45
                2026-03-01T01:51:00,A1,7,46s
                2026-03-01T02:51:00,A1,7,47
                2026-03-01T03:51:00,A1,7,*
                """;
        String rows = IntStream.range(0, 60)
                .mapToObj(i -> "2026-03-01T00:%02d:00,A1,%d,%d\n".formatted(i, i == 7 ? 6 : 7, i * 7 % 50))
                .collect(Collectors.joining());

        assertThat(merged(text, "")).containsEntry("map.value", "Temp").containsEntry("map.sensor_id", "STATION");
        assertThat(merged("DATE,STATION,SOURCE,Temp\n" + rows, "")).containsEntry("map.value", "Temp");
    }

    @Test
    void shouldNotMeasureRoomsWithLetters() {
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> "2026-03-01T00:%02d:00,10%d%s,%d.5\n".formatted(i / 4, i % 4, i % 4 == 3 ? "a" : "", i))
                .collect(Collectors.joining());

        assertThat(merged("timestamp,Room,Temp\n" + rows, "")).containsEntry("map.sensor_id", "Room");
    }

    /** A weather station writes no direction where there is no wind: it names no series. */
    @Test
    void shouldTakeNoWordsForNoValueForSeries() {
        String text = """
                Date,Out,Wind From,Bar
                2026-03-14 00:30,5.8,---,1010.0
                2026-03-14 01:00,6.9,WSW,1010.1
                2026-03-14 01:30,7.0,WSW,1010.2
                2026-03-14 02:00,7.6,---,1010.3
                2026-03-14 02:00,---,WSW,1010.4
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("map.timestamp", "Date", "layout", "wide", "ignore", "Wind From", "missing", "---"));
    }

    /** An instrument writes a large number beyond its range, and whether a value was too high. */
    @Test
    void shouldMeasureNeitherOverloadsNorAlarms() {
        String text = """
                Time,101 (C),Alarm 101
                2026-03-14 10:00:00,450.5,0
                2026-03-14 10:00:10,9.90000000E+37,1
                2026-03-14 10:00:20,452.5,0
                """;

        assertThat(merged(
                        text.replace("Time,101 (C)", "Time,101 (C),102")
                                .replace(",450", ",1,450")
                                .replace(",9.9", ",2,9.9")
                                .replace(",452", ",3.5,452"),
                        ""))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("layout", "wide", "ignore", "Alarm 101", "missing", "9.90000000E+37"));
        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("map.value", "101 (C)", "set.sensor_id", "cellar", "missing", "9.90000000E+37"));
    }

    /** Two tables of a query, such as of means and of maxima, may have nothing that tells their series apart. */
    @Test
    void shouldTellThatSeriesMayBeMixed() {
        String means = IntStream.range(0, 10)
                .mapToObj(i ->
                        "2026-03-01T10:0%d:00Z,2%d.5,hall\n2026-03-01T10:0%d:00Z,1%d.5,cellar\n".formatted(i, i, i, i))
                .collect(Collectors.joining());
        String text = "_time,_value,room\n" + means + "_time,_value,room\n" + means;

        assertThat(suggest(text, ""))
                .filteredOn(each -> each.parameters().containsKey("map.sensor_id"))
                .extracting(Suggestion::reason)
                .containsExactly("room names series: 2 in 40 rows; 20 rows have the time of another one of the same"
                        + " series, so several series may be counted as one");
    }

    @Test
    void shouldTellWhichTextsMayBeAPartOfSeries() {
        String rows = IntStream.range(0, 20)
                .mapToObj(
                        i -> "2026-03-01 10:%02d:00;%d.5;%d.5;%s\n".formatted(i, i, i * 7 % 20, i % 2 == 0 ? "x" : "y"))
                .collect(Collectors.joining());

        assertThat(suggest("Datum;Temp;Druck;Teil\n" + rows, ""))
                .filteredOn(each -> each.parameters().containsKey("layout"))
                .extracting(Suggestion::reason)
                .singleElement()
                .asString()
                .contains("map.sensor_id=Teil makes its texts a part of the names");
    }

    /** The words of databases, spreadsheets and home automation, and those of a logger's faults. */
    @ParameterizedTest
    @ValueSource(strings = {"\\N", "#N/A", "#NV", "unavailable", "I/O Timeout", "-999"})
    void shouldSuggestWhatMeansNoValueInTheLongLayout(String word) {
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> "2026-03-01T10:%02d:00Z,a,%s\n".formatted(i, i % 9 == 4 ? word : i + ".5"))
                .collect(Collectors.joining());
        boolean number = word.equals("-999");

        assertThat(suggest("timestamp,sensor_id,value\n" + rows, ""))
                .isEqualTo(
                        number
                                ? List.of()
                                : List.of(new Suggestion(
                                        Map.of("missing", word), word + " stands where there is no value", 2)));
        assertThat(suggest("timestamp,device,Messwert\n" + rows, ""))
                .filteredOn(each -> each.parameters().containsKey("missing"))
                .containsExactly(new Suggestion(
                        Map.of("missing", word),
                        word + " stands where there is no value" + (number ? "; otherwise -999 would be counted" : ""),
                        number ? 0 : 2));
    }

    @Test
    void shouldSuggestNumbersThatMeanNoValueBesideWords() {
        String text = "timestamp,sensor_id,value\n2026-03-01T10:00:00Z,a,1.5\n2026-03-01T10:01:00Z,a,-999\n"
                + "2026-03-01T10:02:00Z,a,-999\n2026-03-01T10:03:00Z,a,#N/A\n2026-03-01T10:04:00Z,a,2.5\n";

        assertThat(suggest(text, ""))
                .containsExactly(new Suggestion(
                        Map.of("missing", "#N/A,-999"),
                        "#N/A, -999 stand where there is no value; otherwise -999 would be counted",
                        1));
    }

    /** A weather station's local times are no numbers, and one of its columns has a known name of the value. */
    @Test
    void shouldIgnoreWhatIsNoNumberInTheWideLayout() {
        String text = """
                Timestamp;"Timezone : Europe/Paris";Temperature;Humidity
                1772359200;"2026/03/01 11:00:00";20.2;45
                1772359500;"2026/03/01 11:05:00";20.7;46
                1772359800;"2026/03/01 11:10:00";21.1;46
                """;

        assertThat(suggest(text, "layout=wide"))
                .containsExactly(new Suggestion(
                        Map.of("layout", "wide", "ignore", "Timezone : Europe/Paris"),
                        "2 columns have measured values; ignored: Timezone : Europe/Paris (a further time)",
                        3));
    }

    @Test
    void shouldSuggestTheColumnOfSeriesInTheWideLayout() {
        String text = """
                Datum;Raum;Temp;Druck;Teil
                01.03.2026 10:00;Halle;20,5;1.003,1;x
                01.03.2026 10:00;Keller;8,5;1.004,2;x
                01.03.2026 11:00;Halle;21,5;999,3;x
                01.03.2026 11:00;Keller;8,0;1.004,7;x
                """;

        assertThat(merged(text, "layout=wide"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "map.timestamp", "Datum",
                        "layout", "wide",
                        "ignore", "Teil",
                        "map.sensor_id", "Raum",
                        "decimal", ",",
                        "group", ".",
                        "time_format", "%d.%m.%Y %H:%M"));
    }

    /** Home automation has switches beside sensors: their states aren't "no value", and stay rejects. */
    @Test
    void shouldNotTakeStatesForNoValue() {
        String text = """
                entity_id,state,last_changed
                sensor.hall,unavailable,2026-03-01T10:00:00.000Z
                sensor.hall,21.8,2026-03-01T10:07:00.137Z
                sensor.hall,21.9,2026-03-01T10:14:00.274Z
                sensor.hall,22.5,2026-03-01T10:21:00.411Z
                binary_sensor.door,on,2026-03-01T10:00:00.000Z
                binary_sensor.door,off,2026-03-01T10:30:00.000Z
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "map.timestamp", "last_changed",
                        "map.value", "state",
                        "map.sensor_id", "entity_id",
                        "missing", "unavailable"));
    }

    @Test
    void shouldTellWhatIsAmbiguous() {
        String rows = IntStream.range(1, 10)
                .mapToObj(i -> "0%d/0%d/2026;a;1\n".formatted(i, i))
                .collect(Collectors.joining());

        assertThat(suggest("timestamp;sensor_id;value\n" + rows.replace("09/09", "09/08"), ""))
                .extracting(Suggestion::reason)
                .anySatisfy(reason -> assertThat(reason).contains("could mean"));
    }

    /** Both orders of day and month read all rows: the reason names the patterns of both. */
    @ParameterizedTest
    @CsvSource({
        "01/03/26,%d/%m/%y,2026-03-01,%m/%d/%y,2026-01-03",
        "01/03/26 10:00 AM,%d/%m/%y %I:%M %p,2026-03-01T10:00:00Z,%m/%d/%y %I:%M %p,2026-01-03T10:00:00Z",
    })
    void shouldNameBothOrdersOfDayAndMonth(String cell, String taken, String read, String other, String meant) {
        String row = cell + ",a,1\n" + cell.replaceFirst("01", "02") + ",a,1\n";

        assertThat(suggest("timestamp,sensor_id,value\n" + row, ""))
                .singleElement()
                .satisfies(suggestion -> {
                    assertThat(suggestion.parameters()).containsEntry("time_format", taken);
                    assertThat(suggestion.reason())
                            .contains("\"%s\" is read as %s (%s), though it could mean %s (%s)"
                                    .formatted(cell, read, taken, meant, other));
                });
    }

    @Test
    void shouldGuessACharsetOfManyLetters() {
        String text = "日時,センサー,値\n2026/3/1 10:00,温度,1.5\n2026/3/1 10:05,温度,1.6\n";

        assertThat(suggest(text.getBytes(Charset.forName("Shift_JIS")), "")
                        .get(0)
                        .parameters())
                .isEqualTo(Map.of("charset", "Shift_JIS"));
    }

    @Test
    void shouldSuggestTheCharset() {
        String text = "timestamp;sensor_id;value\n2026-01-01;Küche;1\n2026-01-02;Küche;2\n2026-01-03;Bad;3\n";

        assertThat(suggest(text.getBytes(Charset.forName("windows-1252")), ""))
                .containsExactly(new Suggestion(Map.of("charset", "windows-1252"), "the text is no valid UTF-8", 2));
    }

    @Test
    void shouldLeaveOutALineThatIsCutOff() {
        byte[] text = "timestamp;sensor_id;value\n2026-01-01;a;1,5\n2026-01-02;a;2,5\n2026-01-0".getBytes(UTF_8);

        assertThat(Suggestions.of(text, false, "cellar.csv", READINGS, ReadOptions.NONE))
                .extracting(Suggestion::parameters)
                .containsExactly(Map.of("decimal", ","));
    }

    @Test
    void shouldSuggestThatThereIsNoHeaderRow() {
        String text = "2026-01-01T10:00:00Z,a,20.5\n2026-01-01T10:05:00Z,a,20.6\n2026-01-01T10:10:00Z,b,20.7\n";

        assertThat(merged(text, "")).containsExactly(Map.entry("header", "absent"));
    }

    @Test
    void shouldSuggestTheCharacterOfComments() {
        String rows = "2026-01-01T00:00:00Z,a,1\n#moved, by hand\n2026-01-01T00:01:00Z,a,2\n# checked,a,b\n"
                + "2026-01-01T00:02:00Z,a,2\n2026-01-01T00:03:00Z,a,2\n";

        assertThat(suggest("timestamp,sensor_id,value\n" + rows, ""))
                .containsExactly(new Suggestion(Map.of("comment", "#"), "some lines begin with #, and aren't rows", 2));
        assertThat(merged(
                        "! logger 7\n! v2\ntimestamp,sensor_id,value\n2026-01-01T00:00:00Z,a,1\n"
                                + "2026-01-01T00:00:00Z,a,1\n",
                        ""))
                .containsExactly(Map.entry("comment", "!"));
        assertThat(suggest("timestamp,sensor_id,value\n" + rows, "comment=%23")).isEmpty();
    }

    @Test
    void shouldSuggestUnits() {
        assertThat(suggest(
                        "timestamp;sensor_id;value\n2026-01-01;a;21,5 °C\n2026-01-02;b;45 %\n2026-01-03;a;21 °C\n", ""))
                .extracting(Suggestion::parameters)
                .containsExactly(Map.of("unit", "°C,%"), Map.of("decimal", ","));
        assertThat(merged("time,hall,roof\n2026-01-01,21.5°C,3 m/s\n2026-01-02,21.5°C,4 m/s\n", ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of("layout", "wide", "unit", "°C,m/s"));
        assertThat(suggest("timestamp,sensor_id,value\n2026-01-01,a,17a\n2026-01-02,a,18a\n", ""))
                .isEmpty();
    }

    @Test
    void shouldReadNumbersOfDays() {
        assertThat(merged("Date,Temp\n45291.5,1.5\n45291.5416666667,2\n45292,2.5\n", ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "map.timestamp",
                        "Date",
                        "time_format",
                        "serial",
                        "map.value",
                        "Temp",
                        "set.sensor_id",
                        "cellar"));
        assertThat(merged("timestamp;sensor_id;value\n45291,5;a;1,5\n45291,25;a;2,5\n", ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of("time_format", "serial", "decimal", ","));
    }

    @Test
    void shouldReadEpochMillisecondsUnderAnyName() {
        assertThat(merged("x,device,temp\n1767225600000,a,1.5\n1767225660000,a,1.6\n", ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of("map.timestamp", "x", "map.value", "temp"));
    }

    @Test
    void shouldTellWhichQuantitiesAreLeftOut() {
        assertThat(suggest(
                        "timestamp,sensor_id,Temp,Hum\n2026-01-01T00:00:00Z,a,1.5,40\n2026-01-01T00:01:00Z,a,1.6,41\n",
                        ""))
                .containsExactly(new Suggestion(
                        Map.of("map.value", "Temp"),
                        "Temp has numbers: 2 of 2 values; left out: Hum (layout=wide makes a series of each column)",
                        2));
    }

    @Test
    void shouldTellADatasetWithItsOwnNotationsHowOthersAreWritten() {
        Dataset german = dataset("""
                {"name": "german", "fields": [
                  {"name": "Zeit", "type": "datetime", "format": "%d.%m.%Y %H:%M"},
                  {"name": "Ort", "type": "string"},
                  {"name": "Wert", "type": "number", "decimalChar": ",", "groupChar": "."}],
                 "sluice": {"groupBy": "Ort", "measure": "Wert", "time": "Zeit"}}""");
        String plain = "Zeit;Ort;Wert\n2026-11-01T10:00:00Z;a;21.5\n2026-11-01T10:05:00Z;a;1021.25\n";

        assertThat(Suggestions.of(plain.getBytes(UTF_8), true, "cellar.csv", german, ReadOptions.NONE))
                .extracting(Suggestion::parameters)
                .containsExactly(Map.of("decimal", "."), Map.of("time_format", "%Y-%m-%dT%H:%M:%S%z"));
        assertThat(Suggestions.of(
                        "Zeit;Ort;Wert\n01.11.2026 10:00;a;1.021,5\nnoon;a;1,5\n".getBytes(UTF_8),
                        true,
                        "cellar.csv",
                        german,
                        ReadOptions.NONE))
                .isEmpty();
    }

    /** As a weather station writes it: the names of columns are on two lines. */
    @Test
    void shouldTakeTheHeaderRowWithoutEmptyNames() {
        String text = """
                ,,Temp,Hi,Low,Out
                Date,Time,Out,Temp,Temp,Hum
                21/03/26,0:30,4.2,4.3,4.1,87
                21/03/26,1:00,4.1,4.2,4.0,88
                21/03/26,1:30,3.9,4.1,3.9,---
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "skip", "1",
                        "map.timestamp", "Date,Time",
                        "time_format", "%d/%m/%y %H:%M",
                        "layout", "wide",
                        "ignore", "Temp",
                        "missing", "---"));
        assertThat(suggest(text, "")).extracting(Suggestion::reason).anySatisfy(reason -> assertThat(reason)
                .endsWith("to read the columns that are called Temp, name them apart in the file"));
    }

    /** An inverter's file, in which the units are the only row of names that has one for the time. */
    @Test
    void shouldTakeUnitsForNamesWhereTheTimeHasNoOther() {
        String text = """
                sep=;
                Version CSV1|Tool SE1.4|Decimalpoint comma

                ;SN: 2100000001;SN: 2100000001
                ;2100000001;2100000001
                ;Energie-Ertrag;Leistung
                ;Zaehler;Analog
                dd.MM.yyyy HH:mm;kWh;kW
                21.03.2026 06:00;12345,678;0,000
                21.03.2026 06:05;12345,690;0,144
                21.03.2026 06:10;12345,700;0,120
                """;

        assertThat(merged(text, "")).contains(Map.entry("skip", "7"), Map.entry("layout", "wide"));
        assertThat(merged(text, "skip=7&layout=wide"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("map.timestamp", "dd.MM.yyyy HH:mm", "decimal", ",", "time_format", "%d.%m.%Y %H:%M"));
    }

    /** A hydrological service writes how wide columns are. */
    @Test
    void shouldSkipARowOfFormatsWithDigits() {
        String text = """
                # retrieved: 2026-03-01
                agency_cd|site_no|datetime|flow
                5s|15s|20d|14n
                USGS|01646500|2026-03-01 00:00|8420
                USGS|01646500|2026-03-01 00:15|8450
                USGS|01646500|2026-03-01 00:30|8450
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "comment", "#", "skip_after_header", "1", "map.value", "flow", "map.sensor_id", "site_no"));
    }

    /** A logger writes its number in the first row only. */
    @Test
    void shouldIgnoreAColumnThatMostRowsDontHave() {
        String text = """
                EL-USB-2,Time,Celsius(°C),Humidity(%rh),Serial Number
                1,21/03/2026 10:52:01,21.5,45.0,010023456
                2,21/03/2026 10:57:01,21.5,45.5
                3,21/03/2026 11:02:01,22.0,45.5
                4,21/03/2026 11:07:01,22.0,45.5
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "layout", "wide", "ignore", "Serial Number,EL-USB-2", "time_format", "%d/%m/%Y %H:%M:%S"));
        assertThat(suggest(text, "")).extracting(Suggestion::mendedRows).containsOnly(8L);
    }

    /** The tables of a query, each with its annotations and its header row. */
    @Test
    void shouldSkipAnnotationsBetweenTables() {
        String table = """
                #group,false,false,true,false,true
                #datatype,string,long,dateTime:RFC3339,double,string
                #default,_result,,,,
                ,result,table,_time,_value,room
                ,,0,2026-03-01T10:00:00Z,20.5,hall
                ,,0,2026-03-01T10:01:00Z,20.6,hall
                """;

        assertThat(merged(table + "\n" + table.replace("hall", "cellar"), ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of("comment", "#", "map.sensor_id", "room"));
    }

    /** A logger's remarks name no series. */
    @Test
    void shouldNameTheSeriesOfAFileWithRemarks() {
        String text = """
                LogTag,TRIX-8

                Index,Date,Time,Reading °C,Alert
                1,01 Mar 2026,10:00:00,4.5,
                2,01 Mar 2026,10:15:00,4.6,
                3,01 Mar 2026,10:30:00,8.6,Upper
                4,01 Mar 2026,10:45:00,4.6,
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "skip", "2",
                        "map.timestamp", "Date,Time",
                        "time_format", "%d %b %Y %H:%M:%S",
                        "map.value", "Reading °C",
                        "set.sensor_id", "cellar"));
    }

    /** A monitoring system writes periods, and their beginnings as a spreadsheet does. */
    @Test
    void shouldTakeATimeRatherThanAPeriodWithTheNameOfOne() {
        String text = """
                "Date Time","Date Time(RAW)","Temperature","Coverage"
                "01.03.2026 00:00:00 - 00:05:00",46081.9583333333,"21,5 °C","100 %"
                "01.03.2026 00:05:00 - 00:10:00",46081.9618055556,"21,6 °C","100 %"
                "01.03.2026 00:10:00 - 00:15:00",46081.9652777778,"21,6 °C","100 %"
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "map.timestamp", "Date Time(RAW)",
                        "time_format", "serial",
                        "set.sensor_id", "cellar",
                        "unit", "°C",
                        "decimal", ","));
    }

    /** A title, properties, a row of empty cells, names, and units; two of the names are known ones of the value. */
    @Test
    void shouldFindTheHeaderRowBelowPropertiesOfTheSameWidth() {
        String text = """
                Explorer,,,
                Serial number,512345,,
                Description,Cold store,,
                ,,,
                Reading,Time,Temperature,
                ,,°C,
                1,21-Mar-2026 10:00:00,4.52 °C,
                2,21-Mar-2026 10:10:00,4.55 °C,
                3,21-Mar-2026 10:20:00,4.60 °C,
                4,21-Mar-2026 10:30:00,4.61 °C,
                """;

        assertThat(merged(text, ""))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "skip", "4",
                        "skip_after_header", "1",
                        "map.value", "Temperature",
                        "set.sensor_id", "cellar",
                        "unit", "°C",
                        "time_format", "%d-%b-%Y %H:%M:%S"));
    }

    /** A row alone has more cells than are looked at otherwise. */
    @ParameterizedTest
    @ValueSource(ints = {1_501, 8_000})
    void shouldSuggestForManyColumns(int columns) {
        String names = IntStream.range(0, columns).mapToObj(i -> "s" + i).collect(Collectors.joining(";"));
        String row = IntStream.range(0, columns).mapToObj(i -> i + ",5").collect(Collectors.joining(";"));
        String text = "zeit;" + names + "\n31.03.2026 02:30;" + row + "\n31.03.2026 02:35;" + row + "\n";

        assertThat(merged(text, ""))
                .containsEntry("layout", "wide")
                .containsEntry("decimal", ",")
                .containsEntry("map.timestamp", "zeit")
                .containsEntry("time_format", "%d.%m.%Y %H:%M");
    }

    /** Found by the fuzzer: cells of a few characters cost 40 KB each. */
    @Test
    void shouldTakeLittleMemoryForManyColumns() {
        int columns = 6_000;
        String row = IntStream.range(0, columns / 3).mapToObj(i -> "+,-1,x").collect(Collectors.joining(","));
        String text = row + "\n" + row + "\n";
        suggest(text, "");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        suggest(text, "");

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2 * columns * 16 * 1024L);
    }

    /** Only the first bytes of a file are looked at, and they may end in its second line. */
    @Test
    void shouldSuggestForManyColumnsWhoseRowsAreCutOff() {
        String names = IntStream.range(0, 3_000).mapToObj(i -> "s" + i).collect(Collectors.joining(";"));
        String row = IntStream.range(0, 3_000).mapToObj(i -> i + ",5").collect(Collectors.joining(";"));
        String text = "zeit;" + names + "\n2026-03-31 02:30;" + row + "\n2026-03-31 02:35;" + row.substring(0, 5_000);

        assertThat(Suggestions.of(text.getBytes(UTF_8), false, "wide.csv", READINGS, ReadOptions.NONE))
                .extracting(Suggestion::parameters)
                .anySatisfy(parameters -> assertThat(parameters).containsEntry("layout", "wide"));
    }

    @Test
    void shouldSuggestASpaceAsDelimiter() {
        assertThat(merged("time sensor value\n2026-01-01T10:00:00Z a 1.5\n2026-01-01T10:01:00Z a 2\n", ""))
                .containsExactly(Map.entry("delimiter", " "));
    }

    private static Dataset dataset(String document) {
        DocumentFaults faults = new DocumentFaults("german.json");
        Dataset dataset = DocumentReader.read(document, faults);
        assertThat(faults.all()).isEmpty();
        return Objects.requireNonNull(dataset);
    }

    private static Map<String, String> merged(String text, String asked) {
        Map<String, String> merged = new LinkedHashMap<>();
        suggest(text, asked).forEach(suggestion -> merged.putAll(suggestion.parameters()));
        return merged;
    }

    private static List<Suggestion> suggest(String text, String asked) {
        return suggest(text.getBytes(UTF_8), asked);
    }

    private static List<Suggestion> suggest(byte[] text, String asked) {
        return Suggestions.of(text, true, "cellar.csv", READINGS, ReadOptions.parse(asked));
    }
}
