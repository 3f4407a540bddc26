package dev.sluice.systemtests.page;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.document.DocumentFaults;
import dev.sluice.tabular.dataset.document.DocumentReader;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.text.TruncatedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Files that are chosen on the page: the preview of those with problems, and how they are read. */
class PreviewPageIT extends PageCase {
    private static final String GERMAN = "31.03.2026 02:30;Keller;\"21,5\"\n31.03.2026 03:00;Dach;\"-1.021,9\"\n";
    private static final String WIDE =
            "\"TOA5\",\"logger 17\"\nTIMESTAMP,RECORD,battery,Keller,Dach\nTS,RN,Volts,Deg C,Deg C\n"
                    + "2026-03-31 02:30:00,0,12.1,21.5,9.2\n2026-03-31 02:35:00,1,12.1,21.6,NAN\n";
    private static final String SERIES = "section[aria-label=Statistics] .scroll tbody tr";
    private static final String VERDICT = ".trial .verdict";

    @TempDir
    private Path directory;

    PreviewPageIT(SluiceProbe sluice) {
        super(sluice);
    }

    @BeforeEach
    void show() {
        // What is remembered for a header row belongs to the browser.
        visit();
        browser.script("localStorage.clear()");
    }

    @Test
    void shouldUploadAGermanExportWhoseColumnsAreMapped() throws IOException {
        choose(file("german.csv", "Datum;Messstelle;Wert\n" + GERMAN));
        browser.awaitText(VERDICT, "No column is named timestamp, sensor_id, or value");
        browser.awaitText(".trial pre", "Datum;Messstelle;Wert");
        screenshot("preview-refused");

        pick("map.timestamp", "column:Datum");
        pick("map.sensor_id", "column:Messstelle");
        pick("map.value", "column:Wert");
        browser.awaitText(VERDICT, "0 valid, 2 invalid");
        browser.awaitText(".trial td", "31.03.2026 02:30");
        screenshot("preview-invalid");
        unfold("How the file is written");
        pick("decimal", ",");
        pick("group", ".");
        type("time_format", "%d.%m.%Y %H:%M");
        browser.awaitText(VERDICT, "2 valid, 0 invalid");
        browser.awaitText(".trial td", "2026-03-31T02:30:00Z");
        screenshot("preview-valid");
        browser.press(".trial", "Upload it");

        browser.awaitText("h1", "german.csv");
        browser.awaitText(".badge", "processed");
        browser.awaitText(SERIES, "Dach\n1 -1,021.9");
        assertOnlyRefusals();
    }

    @Test
    void shouldSaveWhatIsChosenAsADataset() throws IOException, HeaderException {
        browser.saveTo(directory);
        String csv =
                "Notiz;Datum;Messstelle;Wert\n" + ("x;" + GERMAN).replace("\n3", "\nx;3") + "x;31.03.2026 04:00;-;-\n";
        choose(file("Meßwerte (1).csv", "Keller und Dach\n" + csv));
        browser.find(VERDICT + ".bad");
        unfold("How the file is written");
        type("skip", "1");
        pick("map.timestamp", "column:Datum");
        pick("map.sensor_id", "column:Messstelle");
        pick("map.value", "column:Wert");
        pick("decimal", ",");
        pick("group", ".");
        type("time_format", "%d.%m.%Y %H:%M");
        type("missing", "-");
        browser.awaitText(VERDICT, "2 valid, 1 invalid");
        browser.press(".trial", "Save as a dataset");

        browser.awaitText(".trial", "upload files like this one with dataset=messwerte-1  skip=1.");
        Path saved = directory.resolve("messwerte-1.json");
        browser.await(() -> Files.exists(saved));
        DocumentFaults faults = new DocumentFaults("messwerte-1.json");
        Dataset dataset = DocumentReader.read(Files.readString(saved), faults);
        assertThat(faults.all()).isEmpty();
        assertThat(dataset).isNotNull();
        assertThat(dataset.name()).isEqualTo("messwerte-1");
        assertThat(validRows(csv, dataset))
                .containsExactly(
                        List.of(micros("2026-03-31T02:30:00Z"), "Keller", "21.5"),
                        List.of(micros("2026-03-31T03:00:00Z"), "Dach", "-1021.9"));
        assertOnlyRefusals();
    }

    @Test
    void shouldProposeADatasetForAFileThatFitsNone() throws IOException {
        browser.saveTo(directory);
        String rows = "13.05.2026 06:00;north;41,5\n13.05.2026 06:00;south;39,0\n13.05.2026 07:00;north;40,8\n";
        choose(file("greenhouse.csv", "When;Bed;Moisture %\n" + rows));
        browser.find(VERDICT + ".bad");
        browser.press(".trial", "Propose a dataset");

        browser.awaitText(".proposal", "3 valid, 0 invalid");
        browser.awaitText(".proposal", "upload files like this one with dataset=greenhouse.");
        assertThat(browser.texts(".proposal td:nth-child(3)")).containsExactly("time", "group", "measure");
        assertThat(browser.barriers()).isEmpty();
        screenshot("preview-proposal");
        browser.press(".proposal", "Save greenhouse.json");
        Path saved = directory.resolve("greenhouse.json");
        browser.await(() -> Files.exists(saved));
        DocumentFaults faults = new DocumentFaults("greenhouse.json");
        assertThat(DocumentReader.read(Files.readString(saved), faults)).isNotNull();
        assertOnlyRefusals();
    }

    /** Of two documents for one file, one proposed and one with what was chosen, the names differ. */
    @Test
    void shouldNotSaveTwoDocumentsWithOneName() throws IOException {
        browser.saveTo(directory);
        String rows = "13.05.2026 06:00;north;41,5\n13.05.2026 06:00;south;39,0\n13.05.2026 07:00;north;40,8\n";
        choose(file("beds.csv", "When;Bed;Moisture %\n" + rows));
        browser.find(VERDICT + ".bad");
        browser.press(".trial", "Propose a dataset");
        browser.awaitText(".proposal", "3 valid, 0 invalid");
        browser.press(".proposal", "Save beds.json");
        browser.await(() -> Files.exists(directory.resolve("beds.json")));
        browser.press(".suggested", "Take all");
        browser.awaitText(VERDICT, "3 valid, 0 invalid");
        browser.press(".trial", "Save as a dataset");

        browser.awaitText(".trial", "upload files like this one with dataset=beds-2");
        Path second = directory.resolve("beds-2.json");
        browser.await(() -> Files.exists(second));
        assertThat(Files.readString(second)).contains("\"name\": \"beds-2\"");
        assertOnlyRefusals();
    }

    @Test
    void shouldTellWhyNoDatasetIsProposed() throws IOException {
        choose(file("words.csv", "one,two\nthree,four\n"));
        browser.find(VERDICT + ".bad");
        browser.press(".trial", "Propose a dataset");

        browser.find(".proposal .bad");
        assertOnlyRefusals();
    }

    @Test
    void shouldLeaveToParametersWhatNoDocumentCanSay() throws IOException {
        browser.saveTo(directory);
        choose(file("parts.csv", "Tag,Zeit,value,Temp\n31.03.2026,02:30,old,21.5\n"));
        browser.find(VERDICT + ".bad");
        pick("map.timestamp", "column:Tag");
        pick("map.timestamp.2", "column:Zeit");
        pick("map.sensor_id", "constant");
        type("set.sensor_id", "roof");
        pick("map.value", "column:Temp");
        unfold("How the file is written");
        type("zone", "Europe/Berlin");
        type("time_format", "%d.%m.%Y %H:%M");
        browser.awaitText(VERDICT, "1 valid, 0 invalid");
        browser.press(".trial", "Save as a dataset");

        // A column named value is there, too.
        browser.awaitText(
                ".trial",
                "dataset=parts  map.timestamp=Tag,Zeit  set.sensor_id=roof  map.value=Temp  zone=Europe/Berlin.");
        assertOnlyRefusals();
    }

    @Test
    void shouldUploadAWideFileOfALogger() throws IOException {
        choose(file("wide.csv", WIDE));
        browser.find(VERDICT + ".bad");
        unfold("How the file is written");
        type("skip", "1");
        type("skip_after_header", "1");
        pick("layout", "wide");
        browser.awaitText(VERDICT, "7 valid, 1 invalid");
        unfold("Ignored columns");
        browser.click(".trial input[value=RECORD]");
        browser.click(".trial input[value=battery]");
        type("missing", "NAN");
        browser.awaitText(VERDICT, "3 valid, 0 invalid");
        screenshot("preview-wide");
        browser.press(".trial", "Upload it");

        browser.awaitText(SERIES, "Dach\n1 9.2");
        assertThat(browser.texts(SERIES)).hasSize(2);
        assertOnlyRefusals();
    }

    @Test
    void shouldUploadAFileWithoutASensorColumnWithAConstant() throws IOException {
        choose(file("machine.csv", "ts;celsius\n2026-11-01 10:00:00;21.5\n"));
        browser.awaitText(VERDICT, "No column is named sensor_id or value");
        pick("map.value", "column:celsius");
        browser.awaitText(VERDICT, "No column is named sensor_id.");
        pick("map.sensor_id", "constant");
        type("set.sensor_id", "machine 7");
        browser.awaitText(VERDICT, "1 valid");
        browser.press(".trial", "Upload it");

        browser.awaitText(SERIES, "machine 7");
        assertOnlyRefusals();
    }

    @Test
    void shouldFormATimeOutOfTwoColumnsAndShowHostileTextsAsTheyAre() throws IOException {
        choose(
                file(
                        "hostile.csv",
                        "\"Date, \"\"local\"\"\",Clock,sensor,value,<img src=x onerror=alert(1)>\n2026-11-01,10:00,<script>alert(1)</script>,1.5,x\n"));
        browser.find(VERDICT + ".bad");
        browser.click(".trial select[name='map.timestamp'] option:nth-child(2)");
        browser.awaitText(VERDICT, "1 valid");
        pick("map.timestamp.2", "column:Clock");
        browser.awaitText(".trial td", "2026-11-01T10:00:00Z");

        browser.awaitText(".trial", "<img src=x onerror=alert(1)> → ignored");
        browser.awaitText(".trial td", "<script>alert(1)</script>");
        assertThat(browser.texts(".trial img, .trial script")).isEmpty();
        assertOnlyRefusals();
    }

    @Test
    void shouldTakeSuggestions() throws IOException {
        Path german = file("suggestions.csv", "timestamp;sensor_id;value\n" + GERMAN.repeat(20));
        choose(german);
        browser.awaitText(VERDICT, "40 invalid");
        browser.awaitText(".suggested li", "time_format=%d.%m.%Y %H:%M");
        screenshot("preview-suggestions");
        browser.press(".suggested", "Take all");
        browser.awaitText(VERDICT, "40 valid, 0 invalid");
        browser.press(".trial", "Upload it");

        browser.awaitText(".badge", "processed");
        browser.awaitText(SERIES, "Dach\n20 -1,021.9");
    }

    @Test
    void shouldRememberTheParametersForAHeaderRow() throws IOException {
        Path first = file("january.csv", "When;Which;Much\n2026-01-01 10:00;boiler;1\n");
        Path second = file("february.csv", "When;Which;Much\n2026-02-01 10:00;boiler;2\n");
        choose(first);
        choose(second);
        String february = ".trial[data-file='february.csv']";
        String january = ".trial[data-file='january.csv']";
        browser.find(february + " .verdict.bad");
        browser.find(january + " .verdict.bad");
        pickIn(january, "map.timestamp", "column:When");
        pickIn(january, "map.sensor_id", "column:Which");
        pickIn(january, "map.value", "column:Much");
        browser.awaitText(january + " .verdict", "1 valid");
        browser.press(january, "Upload it");

        browser.awaitText(february + " .verdict", "1 valid");
        browser.awaitText(february, "As for the other file with these columns");
        visit();
        choose(second);
        browser.awaitText(february, "As last time for these columns");
        browser.awaitText(february + " .verdict", "1 valid");
        browser.press(february, "Start over");
        browser.awaitText(february + " .verdict", "No column is named");
        assertOnlyRefusals();
    }

    @Test
    void shouldUploadFilesWithoutProblemsAtOnceAndAskAboutOthers() throws IOException {
        choose(file("fine.csv", "time,sensor,value\n2026-01-01T10:00:00Z,a,1\n"));
        choose(file("odd.csv", "time,sensor,value\n2026-01-01T10:00:00Z,a,warm\n"));

        browser.find(".upload[data-file='fine.csv'][data-state=stored]");
        browser.find(".trial[data-file='odd.csv'][data-state=invalid]");
        browser.press(".trial", "Remove");
        assertThat(browser.texts(".trial")).isEmpty();
        assertThat(sluice.get("/files?limit=1000").body()).contains("fine.csv").doesNotContain("odd.csv");
    }

    @Test
    void shouldShowADryRunOfAFileWithoutProblems() throws IOException {
        Path csv = file("tried.csv", "time;sensor;value\n2026-11-01T00:00:00Z;boiler;1.5\n");
        browser.click("label[for=dry]");
        choose(csv);

        browser.awaitText(VERDICT, "1 valid");
        browser.awaitText(".trial", "time → timestamp");
        screenshot("dry-run");
        assertThat(sluice.get("/files?limit=1000").body()).doesNotContain("tried.csv");
        browser.press(".trial", "Upload it");
        browser.awaitText("h1", "tried.csv");
    }

    @Test
    void shouldTellWhyAFileWouldFail() throws IOException {
        choose(file("twice.csv", "timestamp,sensor_id,value\n2026-03-31T02:30:00Z,a,1\nvalue,timestamp,sensor_id\n"));

        browser.awaitText(VERDICT + ".bad", "The file would fail: line 3 is a header row with other columns");
    }

    @Test
    void shouldTryOnlyTheFirstPartOfALargeFile() throws IOException {
        // Cut anywhere, this would end in a quoted cell, or in a half of a character.
        String text = "time;sensor;value;note\n"
                + new Random(1)
                        .ints(4_000L * 400, 'À', 'ſ')
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining())
                        .replaceAll(".{400}", "2026-11-01T10:00:00Z;cellar;1;\"dark\n$0\"\n");
        for (Charset charset : List.of(UTF_8, UTF_16)) {
            String name = "large-" + charset + ".csv";
            visit();
            choose(Files.write(directory.resolve(name), text.getBytes(charset)));

            browser.awaitText("h1", name);
        }
        Path zipped = Files.write(directory.resolve("large.csv.gz"), zipped(text));
        visit();
        choose(zipped);
        browser.awaitText("h1", "large.csv.gz");
        browser.awaitText(".badge", "processed");
    }

    @Test
    void shouldLetARefusedUploadBeReadOtherwise() throws IOException {
        String rows = IntStream.range(0, 20_000)
                .mapToObj("2026-11-01T10:00:00Z,cellar,%d\n"::formatted)
                .collect(Collectors.joining());
        byte[] whole = zipped("time,sensor,value\n" + rows);
        choose(Files.write(directory.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length - 100)));
        browser.find(".upload[data-state=failed]");
        browser.press(".upload", "Change how it is read");

        browser.awaitText(VERDICT, "1,000 valid");
        assertOnlyRefusals();
    }

    @Test
    void shouldReadAFileAsAnotherDataset() throws IOException {
        choose(file("plays.csv", "Song,Date,Number of Plays\nUmbrella,2020-01-01,3\n"));
        browser.find(VERDICT + ".bad");
        pick("dataset-of-file", "song-plays");
        browser.awaitText(VERDICT, "1 valid");
        browser.press(".trial", "Upload it");

        browser.awaitText("h1", "plays.csv");
        browser.awaitText("main", "song-plays");
        assertOnlyRefusals();
    }

    @Test
    void shouldShowJsonWithoutColumns() throws IOException {
        String reading = "{\"timestamp\": \"2026-11-01T10:00:00Z\", \"sensor_id\": \"a\", \"value\": %s}";
        String rows = "[%s,\n%s]".formatted(reading.formatted("1"), reading.formatted("\"warm\""));
        choose(file("rows.json", rows));
        browser.awaitText(VERDICT, "1 valid, 1 invalid");
        browser.awaitText(".trial", "JSON.");
        assertThat(browser.texts(".trial summary")).containsOnly("");
        browser.press(".trial", "Upload it");

        browser.awaitText(".badge", "partial");
        browser.awaitText("h1", "rows.json");
    }

    @Test
    void shouldRecoverWhenThereIsNoAnswer() throws IOException {
        Path csv = file("offline.csv", "time,sensor,value\n2026-01-01T10:00:00Z,a,1\n");
        browser.block("*/upload?*");
        try {
            choose(csv);
            browser.awaitText(VERDICT, "Sluice does not answer");
        } finally {
            browser.block();
        }
        browser.press(".trial", "Try again");

        browser.awaitText(VERDICT, "1 valid");
        assertThat(browser.consoleErrors()).allMatch(message -> message.contains("ERR_BLOCKED_BY_CLIENT"));
    }

    @Test
    void shouldBeUsableWithTheKeyboardOnly() throws IOException {
        choose(file("keys.csv", "ts,who,much\n2026-11-01 10:00:00,a,1\n"));
        browser.find(VERDICT + ".bad");
        browser.script("document.querySelector('#picker').focus()");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            browser.type(Keys.TAB);
            Object name = browser.script("const e = document.activeElement; return e.name || e.textContent");
            reached.add(String.valueOf(name));
            if (name.equals("map.sensor_id") || name.equals("map.value")) {
                // From "choose a column" to the column.
                browser.type(Keys.ARROW_DOWN);
                browser.type(Keys.ARROW_DOWN);
                if (name.equals("map.value")) {
                    browser.type(Keys.ARROW_DOWN);
                    browser.awaitText(VERDICT, "1 valid");
                }
            }
        }

        assertThat(reached)
                .containsSubsequence(
                        "Take", "Take all", "dataset-of-file", "layout", "map.timestamp", "map.sensor_id", "map.value")
                .contains("Ignored columns: none", "How the file is written: as detected", "Upload it");
        assertOnlyRefusals();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeAccessibleAndFitASmallScreen(boolean dark) throws IOException {
        browser.dark(dark);
        choose(file("barriers.csv", "Datum;Messstelle;" + "Ein langer Name einer Spalte ".repeat(4) + "\n" + GERMAN));
        browser.find(VERDICT + ".bad");
        assertThat(browser.barriers()).isEmpty();
        unfold("Ignored columns");
        unfold("How the file is written");
        pick("map.timestamp", "column:Datum");
        pick("map.sensor_id", "constant");
        type("set.sensor_id", "a");
        browser.awaitText(VERDICT, "No column is named value");
        assertThat(browser.barriers()).isEmpty();
        browser.click(".trial select[name='map.value'] option:nth-child(4)");
        browser.awaitText(VERDICT, "2 invalid");
        assertThat(browser.barriers()).isEmpty();
        screenshot("preview" + (dark ? "-dark" : ""));
        browser.size(360, 800);
        assertThat(browser.barriers()).isEmpty();
        Number over = (Number)
                browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(over.intValue()).isZero();
        screenshot("preview-360" + (dark ? "-dark" : ""));
        assertOnlyRefusals();
    }

    /** The valid rows of a file, as a dataset without parameters reads them. */
    private static List<List<String>> validRows(String csv, Dataset dataset) throws HeaderException {
        byte[] text = csv.getBytes(UTF_8);
        Detection detection = Detection.of(text, 0, text.length, dataset, ReadOptions.NONE);
        CsvRows rows = new CsvRows(
                text,
                detection.firstRow(),
                detection.linesBefore() + 1,
                dataset,
                detection.columns(),
                detection.options());
        List<List<String>> valid = new ArrayList<>();
        RowHandler handler = new RowHandler() {
            @Override
            public void valid(long line, Object[] values) {
                valid.add(Arrays.stream(values).map(Object::toString).toList());
            }

            @Override
            public void invalid(long line, TruncatedText raw, ValidationErrors errors) {}
        };
        while (rows.next(handler)) {
            // All of them.
        }
        return valid;
    }

    private static String micros(String time) {
        return Long.toString(Instant.parse(time).getEpochSecond() * 1_000_000);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(UTF_8));
        }
        return zipped.toByteArray();
    }

    private static void visit() {
        browser.visit("#/");
        browser.find("select[name=dataset] option[value=song-plays]");
    }

    private static void pick(String name, String value) {
        pickIn(".trial", name, value);
    }

    private static void pickIn(String card, String name, String value) {
        browser.click(card + " select[name='" + name + "'] option[value='" + value + "']");
    }

    private static void type(String name, String text) {
        browser.find(".trial input[name='" + name + "']").sendKeys(text);
    }

    private static void unfold(String summary) {
        browser.await(() -> Boolean.TRUE.equals(browser.script(
                "const s = [...document.querySelectorAll('.trial summary')].find(e => e.textContent.startsWith(arguments[0]));"
                        + "s?.click(); return s !== undefined",
                summary)));
    }

    /** Chromium reports each refused dry run on the console. */
    private static void assertOnlyRefusals() {
        assertThat(browser.consoleErrors()).allMatch(message -> message.contains("422"));
    }
}
