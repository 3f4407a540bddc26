package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tabular.infer.Proposal.Evidence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as loggers, spreadsheets, weather services and home automation publish them. */
class DatasetInferenceTest {
    @Test
    void shouldProposeADocumentOfTenLinesForStationsAndTemperatures() throws Exception {
        Proposal proposal = infer("Hamburg;12.0\nBulawayo;8.9\nHamburg;-3.4\nPalembang;38.8\nBulawayo;9.1\n");

        assertThat(proposal.dataset().document()).isEqualTo("""
                {
                  "name": "file",
                  "fields": [
                    {"name": "column_1", "type": "string"},
                    {"name": "column_2", "type": "number"}
                  ],
                  "dialect": {"delimiter": ";", "header": false},
                  "sluice": {"groupBy": "column_1", "measure": "column_2"}
                }
                """);
        assertThat(proposal.validRows()).isEqualTo(5);
        assertThat(proposal.notes()).anySatisfy(note -> assertThat(note).contains("no header row"));
    }

    @Test
    void shouldReadAGermanSpreadsheet() throws Exception {
        Proposal proposal = infer("""
                Zähler;Tag;Verbrauch
                nord;24.12.2026;1.234,5
                süd;24.12.2026;65,5
                nord;25.12.2026;n/a
                süd;25.12.2026;12
                """);

        assertThat(proposal.dataset().document()).isEqualTo("""
                {
                  "name": "file",
                  "fieldsMatch": "subset",
                  "fields": [
                    {"name": "Zähler", "type": "string"},
                    {"name": "Tag", "type": "date", "format": "%d.%m.%Y", "constraints": {"required": true}},
                    {"name": "Verbrauch", "type": "number", "decimalChar": ",", "groupChar": ".", \
                "missingValues": ["", "n/a"]}
                  ],
                  "dialect": {"delimiter": ";"},
                  "sluice": {"groupBy": "Zähler", "measure": "Verbrauch", "time": "Tag"}
                }
                """);
        assertThat(evidence(proposal, "Verbrauch").evidence())
                .isEqualTo("3 of 3 sampled values, such as \"1.234,5\"; 1 without one (empty or \"n/a\")");
        assertThat(proposal.validRows()).isEqualTo(3);
        // A row without a value is no reading.
        assertThat(proposal.invalidRows()).isZero();
    }

    /** A measurement program writes properties of the same width above the header row, and seconds since its start. */
    @Test
    void shouldTellThatSecondsSinceAStartAreNoTimes() throws Exception {
        String rows = IntStream.range(0, 30)
                .mapToObj(i -> "%d.500000\t2%d.5\t\n".formatted(i, i * 7 % 10))
                .collect(Collectors.joining());

        Proposal proposal = infer("""
                Measurement\t
                Separator\tTab
                Channels\t1\t
                Samples\t30\t
                Date\t2026/03/01\t
                X0\t0.0E+0\t
                ***End_of_Header***\t\t
                X_Value\tTemperature_0\tComment
                """ + rows);

        assertThat(proposal.options()).containsExactlyInAnyOrderEntriesOf(Map.of("skip", "7", "layout", "wide"));
        assertThat(proposal.validRows()).isEqualTo(30);
        assertThat(proposal.notes())
                .anySatisfy(note -> assertThat(note).startsWith("X_Value rises evenly from row to row"));
    }

    /** Of a weather station, whose names are on two lines: some have the same name. */
    @Test
    void shouldIgnoreColumnsOfTheSameNameInTheWideLayout() throws Exception {
        Proposal proposal = infer("""
                ,Temp,Hi,Low,Out
                Time,Out,Temp,Temp,Hum
                2026-03-21 00:30,4.2,4.3,4.1,87
                2026-03-21 01:00,4.1,4.2,4.0,88
                2026-03-21 01:30,3.9,4.1,3.9,86
                """);

        assertThat(proposal.options())
                .containsExactlyInAnyOrderEntriesOf(Map.of("layout", "wide", "skip", "1", "ignore", "Temp"));
        assertThat(proposal.validRows()).isEqualTo(6);
    }

    @Test
    void shouldProposeOptionsForWhatADocumentCantSay() throws Exception {
        Proposal proposal = infer("""
                # station 7
                Date;Sensor;Temp
                45291.5;a;21.5 °C
                # moved
                45291.75;a;22 °C
                45292;b;22 °C
                45292.5;b;22.5 °C
                """);

        assertThat(proposal.options())
                .containsExactlyInAnyOrderEntriesOf(Map.of("comment", "#", "unit", "°C", "time_format", "serial"));
        assertThat(proposal.validRows()).isEqualTo(4);
        assertThat(proposal.invalidRows()).isZero();
    }

    /** No column names a series, and several are measured at the same times. */
    @Test
    void shouldMakeASeriesOfEachColumnOfAWideFile() throws Exception {
        Proposal proposal = infer("""
                #,"Date Time, GMT-07:00","Temp, °F","RH, %",Logged
                1,05/25/26 10:52:42 AM,37.20,92.90,yes
                2,05/25/26 11:08:42 AM,37.25,,no
                3,05/25/26 12:12:42 PM,37.31,92.60,yes
                """);

        assertThat(fields(proposal))
                .containsExactly(
                        "# integer",
                        "Date Time, GMT-07:00 datetime %m/%d/%y %I:%M:%S %p time",
                        "Logged boolean",
                        "series string group",
                        "value number measure");
        assertThat(proposal.options()).isEqualTo(Map.of("layout", "wide", "zone", "GMT-07:00"));
        assertThat(proposal.validRows()).isEqualTo(5);
        assertThat(proposal.invalidRows()).isZero();
    }

    @Test
    void shouldTakeTheWordsOfHomeAutomationForNoValue() throws Exception {
        Proposal proposal = infer("""
                entity_id,state,last_changed
                sensor.power,18894.5,2026-08-31T22:00:00.000Z
                sensor.power,unavailable,2026-08-31T23:00:00.000Z
                sensor.hall,starting,2026-08-31T23:10:00.000Z
                sensor.hall,18895.5,2026-08-31T23:20:00.000+02:00
                """);

        assertThat(fields(proposal))
                .containsExactly("entity_id string group", "state number measure", "last_changed datetime any time");
        assertThat(proposal.dataset().document()).contains("[\"\", \"unavailable\", \"starting\"]");
    }

    /** What stands far below all other values, and is known from loggers, is none. */
    @Test
    void shouldKnowTheNumbersThatMeanNoValue() throws Exception {
        Proposal proposal = infer("""
                station;date;tmin;tmax
                00044;20260301;-999;12.5
                00073;20260301;-3.5;11.0
                00044;20260302;-1.5;13.5
                00073;20260302;-999;14.0
                """);

        assertThat(fields(proposal))
                .containsExactly("station string group", "date date %Y%m%d time", "tmin number", "tmax number measure");
        assertThat(proposal.dataset().document())
                .contains("{\"name\": \"tmin\", \"type\": \"number\", \"missingValues\": [\"\", \"-999\"]}");
        assertThat(proposal.validRows()).isEqualTo(4);
    }

    @Test
    void shouldReadEmptyCellsAsNoValue() throws Exception {
        Proposal proposal = infer("""
                timestamp,device,note,temperature
                2026-11-01 10:00:00,a,,20.5
                2026-11-01 10:00:00,b,door open,21
                2026-11-01 10:05:00,a,,
                2026-11-01 10:05:00,b,,20.75
                """);

        assertThat(fields(proposal))
                .containsExactly(
                        "timestamp datetime any time",
                        "device string group",
                        "note string",
                        "temperature number measure");
        assertThat(evidence(proposal, "timestamp").evidence()).endsWith("times without a zone are taken as UTC");
        assertThat(proposal.validRows()).isEqualTo(3);
    }

    /** Rows are closer to each other in time than the other reading would make them. */
    @Test
    void shouldFindTheOrderOfDayAndMonthAndTellOfTheOther() throws Exception {
        String days = IntStream.rangeClosed(1, 9)
                .mapToObj(day -> "0" + day + "/03/2026,s," + day + ".5\n")
                .collect(Collectors.joining());
        String months = IntStream.rangeClosed(1, 9)
                .mapToObj(day -> "03/0" + day + "/2026,s," + day + ".5\n")
                .collect(Collectors.joining());

        assertThat(fields(infer("date,sensor,value\n" + days))).contains("date date %d/%m/%Y time");
        Proposal american = infer("date,sensor,value\n" + months);
        assertThat(fields(american)).contains("date date %m/%d/%Y time");
        assertThat(evidence(american, "date").evidence())
                .contains(
                        "\"03/01/2026\" is read as 2026-03-01 (%m/%d/%Y), though it could mean 2026-01-03 (%d/%m/%Y)");
    }

    /** In 1,234 the comma may be either; other numbers of the file decide. */
    @Test
    void shouldReadAmbiguousNumbersAsTheOthersOfTheFile() throws Exception {
        assertThat(infer("sensor;power;value\na;1,234;21,5\nb;2,345;22,5\n")
                        .dataset()
                        .document())
                .contains("{\"name\": \"power\", \"type\": \"number\", \"decimalChar\": \",\"}");
        assertThat(infer("sensor,power,value\na,\"1,234\",21.5\nb,\"2,345\",22.5\n")
                        .dataset()
                        .document())
                .contains("{\"name\": \"power\", \"type\": \"integer\", \"groupChar\": \",\"}");
        assertThat(evidence(infer("sensor,power\na,\"1,234\"\nb,\"2,345\"\n"), "power")
                        .evidence())
                .contains("\"1,234\" is read as 1234, though it could mean 1.234");
    }

    /** One row of each time for each host and region, but two for each host. */
    @Test
    void shouldGroupByAllThatDistinguishesRowsOfTheSameTime() throws Exception {
        StringBuilder text = new StringBuilder("name,time,host,region,value\n");
        for (int second = 0; second < 20; second++) {
            for (String place : List.of("a,eu", "a,us", "b,eu", "b,us")) {
                text.append("cpu,")
                        .append(1_790_000_000L + second)
                        .append(',')
                        .append(place)
                        .append(",0.5\n");
            }
        }

        Proposal proposal = infer(text.toString());

        assertThat(proposal.dataset().document()).contains("\"groupBy\": [\"host\", \"region\"]");
        assertThat(fields(proposal)).contains("time datetime any time");
        assertThat(proposal.validRows()).isEqualTo(80);
    }

    /** As an epoch, 2026030100 would be a time in 2034. */
    @Test
    void shouldReadHoursOfAWeatherServiceAsSuch() throws Exception {
        Proposal proposal = infer("STATIONS_ID;MESS_DATUM;TT_TU;eor\n"
                + "         44;2026030100; -1.5;eor\n         44;2026030101; -999;eor\n"
                + "         44;2026030102; -1.7;eor\n");

        assertThat(fields(proposal)).contains("MESS_DATUM datetime %Y%m%d%H time");
        assertThat(fields(infer("timestamp,sensor,value\n1772359812,a,1.5\n1772359813,a,1.5\n")))
                .contains("timestamp datetime any time");
    }

    /** The date and the time of day are in two columns: together they are unique, and the status names no series. */
    @Test
    void shouldNotGroupByAStatus() throws Exception {
        Proposal proposal = infer("""
                Datum;Zeit;Profilwert;Status
                01.03.2026;00:00:00;0,972;gemessen
                01.03.2026;00:15:00;0,5;ersatz
                01.03.2026;00:30:00;0,25;gemessen
                """);

        assertThat(fields(proposal)).contains("Status string", "series string group");
        assertThat(proposal.options()).containsEntry("map.Datum", "Datum,Zeit");
        assertThat(fields(proposal)).contains("Datum datetime %d.%m.%Y %H:%M:%S time");
        assertThat(proposal.validRows()).isEqualTo(3);
    }

    @Test
    void shouldRefuseATimeInTwoColumnsWithoutNames() {
        String rows = IntStream.range(0, 48)
                .mapToObj(i -> "2026-03-0" + (1 + i / 24) + "," + i % 24 + "," + i * 7 % 10 + ".5\n")
                .collect(Collectors.joining());

        assertThatThrownBy(() -> infer(rows))
                .isInstanceOf(NoProposalException.class)
                .hasMessageContaining("write a header row");
    }

    @Test
    void shouldSkipTheAnnotationsOfInfluxDb() throws Exception {
        Proposal proposal = infer("""
                #datatype,string,long,dateTime:RFC3339,double,string
                #default,_result,,,,
                ,result,table,_time,_value,sensor
                ,,0,2026-03-01T10:00:00Z,20.5,hall
                ,,0,2026-03-01T10:01:00Z,20.6,hall
                ,,1,2026-03-01T10:00:00Z,8.5,cellar
                """);

        assertThat(fields(proposal))
                .contains("_time datetime any time", "_value number measure", "sensor string group");
        assertThat(proposal.options()).isEqualTo(Map.of("comment", "#"));
    }

    /** A log of home automation. */
    @Test
    void shouldProposeASpaceAsDelimiterOfUploads() throws Exception {
        Proposal proposal = infer("""
                2026-03-01_00:00:01 Kitchen temperature: 21.5
                2026-03-01_00:00:01 Kitchen humidity: 45
                2026-03-01_00:05:01 Kitchen temperature: 21.6
                2026-03-01_00:05:01 Hall humidity: 45.5
                """);

        assertThat(proposal.options()).isEqualTo(Map.of("delimiter", " "));
        assertThat(proposal.validRows()).isEqualTo(4);
        assertThat(proposal.dataset().time()).isNotNull();
    }

    @Test
    void shouldTakeTheTimeOfAValueRatherThanTheBoundsOfItsPeriod() throws Exception {
        Proposal proposal = infer("""
                ,result,table,_start,_stop,_time,_value,sensor
                ,,0,2026-03-01T10:00:00Z,2026-03-01T11:00:00Z,2026-03-01T10:30:00Z,20.5,hall
                ,,0,2026-03-01T11:00:00Z,2026-03-01T12:00:00Z,2026-03-01T11:30:00Z,20.6,hall
                ,,1,2026-03-01T10:00:00Z,2026-03-01T11:00:00Z,2026-03-01T10:30:00Z,8.5,cellar
                """);

        assertThat(fields(proposal)).contains("_time datetime any time", "_start datetime any");
        assertThat(fields(infer("""
                Start,End,kWh
                2026-03-01T10:00:00Z,2026-03-01T11:00:00Z,1.5
                2026-03-01T11:00:00Z,2026-03-01T12:00:00Z,1.25
                """))).contains("Start datetime any time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Date Time, GMT-07:00      | GMT-07:00",
                "Time (UTC+1)              | GMT+01:00",
                "time UTC +05:30           | GMT+05:30",
                "Zeit (Europe/Berlin)      | Europe/Berlin",
                "America/Indiana/Knox time | America/Indiana/Knox"
            })
    void shouldProposeTheZoneThatANameTells(String name, String zone) throws Exception {
        Proposal proposal = infer(name + ";value;sensor\n2026-03-01 10:00:00;1.5;a\n2026-03-01 11:00:00;2.5;a\n");

        assertThat(proposal.options()).isEqualTo(Map.of("zone", zone));
        assertThat(proposal.fields())
                .extracting(Proposal.Evidence::evidence)
                .anySatisfy(evidence ->
                        assertThat(evidence).endsWith("times without a zone are taken as those of zone=" + zone))
                .noneSatisfy(evidence -> assertThat(evidence).endsWith("as UTC"));
        assertThat(infer("Time (Room/Hall);value\n2026-03-01 10:00:00;1.5\n2026-03-01 11:00:00;2.5\n")
                        .options())
                .doesNotContainKey("zone");
    }

    @Test
    void shouldAskForASeriesWhereNoColumnNamesOne() throws Exception {
        Proposal proposal = infer("2026-01-01 10:00:00,1.5\n2026-01-02 10:00:00,2.5\n2026-01-03 10:00:00,3\n");

        assertThat(fields(proposal))
                .containsExactly("series string group", "column_1 datetime any time", "column_2 number measure");
        assertThat(proposal.options()).isEqualTo(Map.of("set.series", "NAME"));
        assertThat(proposal.validRows()).isEqualTo(3);
    }

    /** Of a logger: a line of its environment, names, units, what was sampled. */
    @Test
    void shouldSayWhatStandsBeforeTheTableAndBehindItsHeaderRow() throws Exception {
        Proposal proposal = infer("""
                "TOA5","StationRidge","CR1000","4711","CR1000.Std.32","CPU:ridge.CR1","5021","TenMin"
                "TIMESTAMP","RECORD","BattV_Min","AirTC_Avg","RH"
                "TS","RN","Volts","Deg C","%"
                "","","Min","Avg","Smp"
                "2026-03-01 00:10:00",0,12.61,-3.21,87.4
                "2026-03-01 00:20:00",1,12.6,-3.35,"NAN"
                "2026-03-01 00:30:00",2,12.6,-3.4,88.1
                """);

        assertThat(fields(proposal))
                .containsExactly(
                        "TIMESTAMP datetime any time", "RECORD integer", "series string group", "value number measure");
        assertThat(proposal.validRows()).isEqualTo(8);
        assertThat(proposal.options()).isEqualTo(Map.of("layout", "wide", "skip", "1", "skip_after_header", "2"));
        assertThat(proposal.notes())
                .contains("the rows behind the header row that have no values are taken for units: 2");
    }

    /** A second header row is a fault of the file; its names don't mean "no value". */
    @Test
    void shouldNotTakeNamesOfColumnsForNoValue() throws Exception {
        String rows = IntStream.range(0, 40)
                .mapToObj(i -> (i == 20 ? "time,cellar,hall\n" : "") + "2026-11-01T10:" + (10 + i) + ":00Z,20.5,8\n")
                .collect(Collectors.joining());

        Proposal proposal = infer("time,hall,cellar\n" + rows);

        assertThat(proposal.dataset().document()).doesNotContain("missingValues");
        assertThat(proposal.invalidRows()).isEqualTo(21);
    }

    @Test
    void shouldUseAnAliasForANameThatIsReservedAndLeaveOutDuplicates() throws Exception {
        Proposal proposal = infer("time,line,value,note,Note,\n" + "2026-01-01T00:00:00Z,a,1.5,x,y,z\n".repeat(3));

        assertThat(fields(proposal))
                .containsExactly("time datetime any time", "line_of_file string group", "value number measure");
        assertThat(proposal.dataset().document()).contains("\"aliases\": {\"line_of_file\": [\"line\"]}");
        assertThat(proposal.notes()).anySatisfy(note -> assertThat(note).contains("\"Note\" is left out"));
        assertThat(proposal.validRows()).isEqualTo(3);
    }

    @Test
    void shouldSayThatAFileFitsAShippedDataset() throws Exception {
        assertThat(infer("timestamp,sensor_id,value\n2026-11-01T10:00:00Z,a,1\n")
                        .notes())
                .contains("the file fits the dataset sensor-readings, which Sluice ships with");
    }

    @Test
    void shouldLookAtALimitedNumberOfRows() throws Exception {
        Proposal proposal = DatasetInference.propose(text("Hamburg;12.0\n".repeat(1_000)), "file", 100);

        assertThat(proposal.sampledRows()).isEqualTo(100);
        assertThat(proposal.validRows()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|expected rows of CSV, found only blank lines or an empty file",
                "`\n \n`|expected rows of CSV, found only blank lines or an empty file",
                "`a,b\n`|expected rows behind the header row, found none",
                "`note\nhello world\nnothing else\n`|expected a column of numbers, which could be measured, found none",
                "`probe;T\np1;21 °C\np2;22 °C\np3;a7\n`|T: a document reads no numbers with a unit, such as \"21 °C\"",
                "`probe;T\np1;0021\np2;0002\n`|T: whole numbers with leading zeros are taken for codes",
                "`probe;T\np1;21\np2;2\np3;3\np4;a7\n`|T: 3 of 4 values are of the type integer"
            })
    void shouldSayWhyNothingIsProposed(String text, String message) {
        assertThatThrownBy(() -> infer(text))
                .isInstanceOf(NoProposalException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "Export 2026.csv, export-2026",
        "Zähler_Süd.CSV.gz, zahler-sud",
        "sensor-readings.csv, sensor-readings-2",
        "'---.csv', inferred",
        "'', inferred"
    })
    void shouldNameTheDatasetAfterItsFile(String file, String name) {
        assertThat(DatasetInference.nameOf(file)).isEqualTo(name);
    }

    private static List<String> fields(Proposal proposal) {
        return proposal.fields().stream()
                .map(field -> (field.field() + " " + field.type() + " " + field.role()).strip())
                .toList();
    }

    private static Evidence evidence(Proposal proposal, String field) {
        return proposal.fields().stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private static Proposal infer(String text) throws IOException, NoProposalException {
        return DatasetInference.propose(text(text), "file", DatasetInference.DEFAULT_ROWS);
    }

    private static SampleText text(String text) throws IOException, NoProposalException {
        return SampleText.read(new ByteArrayInputStream(text.getBytes(UTF_8)), SampleText.DEFAULT_BYTES);
    }
}
