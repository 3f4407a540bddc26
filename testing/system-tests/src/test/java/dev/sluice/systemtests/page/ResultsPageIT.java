package dev.sluice.systemtests.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.SlowUpload;
import dev.sluice.systemtests.support.SluiceProbe;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The pictures of a file: over time, of distributions, in the table's rows, of invalid rows; and what is saved of them. */
class ResultsPageIT extends PageCase {
    private static final Instant START = Instant.parse("2026-03-31T00:00:00Z");
    /** Of each series one point every five minutes for three hours; of the cellar none between 01:00 and 02:00. */
    private static final int TIMES = 37;

    private static final int POINTS = TIMES + TIMES - 11;

    private static final String PICTURE = "section[aria-label='Over time']";
    private static final String VALUES = ".readout tbody tr";
    private static final String SLIDER = ".readout input";
    private static final String TABLE = ".over-time details tbody tr";

    @TempDir
    private Path saved;

    ResultsPageIT(SluiceProbe sluice) {
        super(sluice);
    }

    @BeforeEach
    void saveThere() {
        browser.saveTo(saved);
    }

    @Test
    void shouldDrawTheChosenSeriesOverTimeWithTheirGaps() {
        show("gap.csv", readings());

        browser.await(() -> browser.texts(VALUES).size() == 2);
        browser.await(() -> hasColor(0.17, "#0072b2") && hasColor(0.17, "#d55e00"));
        assertThat(hasColor(0.5, "#0072b2")).isTrue();
        assertThat(hasColor(0.5, "#d55e00")).as("a line over the gap").isFalse();
        screenshot("pictures");

        browser.script("document.querySelector(arguments[0]).focus()", SLIDER);
        browser.type(Keys.HOME);
        assertThat(browser.texts(VALUES)).containsExactly("Dach 20 19 21 2 ×", "Keller 18 18 18 1 ×");
        for (int i = 0; i < 18; i++) {
            browser.type(Keys.ARROW_RIGHT);
        }
        assertThat(browser.texts(VALUES)).containsExactly("Dach 21.8 20.8 22.8 2 ×", "Keller – – – 0 ×");
        assertThat(browser.find(SLIDER).getAttribute("aria-valuetext"))
                .isEqualTo("2026-03-31 01:30:00 UTC: Dach average 21.8, 20.8 to 22.8; Keller no value");

        browser.click(".over-time summary");
        browser.await(() -> browser.texts(TABLE).size() == POINTS);
        assertThat(browser.texts(TABLE))
                .startsWith("Dach 2026-03-31 00:00:00 2026-03-31 00:00:01 2 19 20 21")
                .endsWith("Keller 2026-03-31 03:00:00 2026-03-31 03:00:01 1 21.6 21.6 21.6");
    }

    @Test
    void shouldDrawASingleTimeInTheMiddle() {
        show("once.csv", "timestamp,sensor_id,value\n2026-03-31T00:00:00Z,Dach,20\n");

        browser.await(() -> browser.texts(VALUES).equals(List.of("Dach 20 20 20 1 ×")));
        browser.await(() -> hasColor(0.5, "#0072b2"));
    }

    /** As a user does who takes what is suggested. */
    @ParameterizedTest
    @MethodSource("files")
    void shouldGetFromAFileToAPictureByAFewClicks(String name, String text, List<String> series) throws IOException {
        Path file = Files.writeString(saved.resolve(name), text);
        browser.visit("#/");
        browser.script("localStorage.clear()");
        browser.find("select[name=dataset] option[value=song-plays]");
        choose(file);
        browser.find(".suggested button");
        browser.press(".suggested", browser.texts(".suggested li").size() > 1 ? "Take all" : "Take");
        browser.awaitText(".trial .verdict", "valid, 0 invalid");
        browser.press(".trial", "Upload it");

        browser.awaitText("h1", name);
        browser.awaitText(".badge", "processed");
        browser.await(() -> browser.texts("svg.spark").size() == series.size());
        assertThat(browser.texts(".chosen")).containsExactlyElementsOf(series);
        browser.await(() -> !browser.texts(VALUES).isEmpty() && hasColor(0, "#0072b2"));
        assertThat(browser.consoleErrors()).allMatch(message -> message.contains("422"));
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(
                        "german.csv",
                        "Datum;Messstelle;Wert\n31.03.2026 02:30;Keller;21,5\n31.03.2026 02:35;Keller;1.021,9\n"
                                + "31.03.2026 02:30;Dach;9,5\n31.03.2026 02:35;Dach;9,75\n",
                        List.of("Dach", "Keller")),
                Arguments.of("campbell.dat", """
                        "TOA5","station","CR1000","1234","CR1000.Std.32","CPU:weather.CR1","5678","Hourly"
                        "TIMESTAMP","RECORD","AirTC_Avg","RH"
                        "TS","RN","Deg C","%"
                        "","","Avg","Smp"
                        "2026-03-31 00:00:00",0,21.5,45.1
                        "2026-03-31 01:00:00",1,21.25,46.3
                        "2026-03-31 02:00:00",2,20.75,"NAN"
                        "2026-03-31 03:00:00",3,20.5,47.9
                        """, List.of("AirTC_Avg", "RH")),
                Arguments.of("hobo.csv", """
                        "Plot Title: cellar"
                        "#","Date Time, GMT-07:00","Temp, °C (LGR S/N: 10112233, SEN S/N: 10112233)"
                        1,03/31/26 12:00:00 PM,21.5
                        2,03/31/26 12:15:00 PM,21.25
                        3,03/31/26 12:30:00 PM,21
                        """, List.of("hobo")),
                Arguments.of(
                        "machine.csv",
                        "ts;celsius\n2026-11-01 10:00:00;21.5\n2026-11-01 10:01:00;21.6\n",
                        List.of("machine")),
                Arguments.of(
                        "wide.csv",
                        "time,Keller,Dach\n2026-11-01 10:00:00,21.5,9\n2026-11-01 10:01:00,21.6,9.1\n",
                        List.of("Dach", "Keller")));
    }

    @Test
    void shouldDrawDaysInABandFromMinimumToMaximum() {
        browser.size(1280, 1020);
        show("rooms.csv", days());

        browser.await(() -> browser.texts(VALUES).size() == 3);
        browser.awaitText(".readout label", "2026-03-30 23:00 to 2026-03-31 00:00 UTC");
        browser.await(() -> browser.texts("svg.spark").size() == 3);
        assertThat(browser.texts(VALUES)).allMatch(row -> row.endsWith(" 12 ×"));
        assertThat(hasColor(0.55, "#0072b2")).as("a line over the gap").isFalse();
        browser.find("section[aria-label='Invalid rows'] canvas");
        screenshot("file");
        browser.script("document.querySelector('section[aria-label=Statistics]').scrollIntoView()");
        screenshot("file-statistics");
        browser.script("document.querySelector('#rejects').scrollIntoView()");
        screenshot("file-rejects");
    }

    @Test
    void shouldFollowAFileThatArrives() throws IOException {
        SlowUpload upload = SlowUpload.open(sluice, "arriving.csv", new GeneratedCsv(31, 10, 0));
        upload.send(40_000);
        String id = awaitFileId("arriving.csv");
        browser.visit("#/files/" + id);
        browser.await(() -> !browser.texts(VALUES).isEmpty());
        browser.await(() -> browser.texts("svg.spark").size() == 10);
        String chosen = browser.texts(VALUES).get(0).replaceFirst(" .*", "");
        browser.click(".chosen input:not(:checked)");
        upload.send(40_000);
        upload.finish();
        browser.awaitText(".badge", "processed");

        long rows = sluice.json("/results/" + id)
                .path("aggregated_data")
                .path(chosen)
                .path("count")
                .asLong();
        browser.click(".over-time summary");
        browser.await(() -> rows
                == browser.texts(TABLE).stream()
                        .filter(row -> row.startsWith(chosen + " "))
                        .mapToLong(row -> Long.parseLong(row.split(" ")[5].replace(",", "")))
                        .sum());
        assertThat(browser.texts(".chosen input:checked").size())
                .isEqualTo(browser.texts(VALUES).size());
    }

    @Test
    void shouldShowTheValuesUnderThePointer() {
        show("pointer.csv", readings());
        browser.await(() -> browser.texts(VALUES).size() == 2);

        browser.pointAt(".over-time .u-over", 0.5);
        browser.await(() -> browser.texts(VALUES).contains("Keller – – – 0 ×"));
        browser.pointAt(".over-time .u-over", 1);
        browser.await(() -> browser.texts(VALUES).contains("Keller 21.6 21.6 21.6 1 ×"));
    }

    /** The shipped datasets have no windows, so the answer about them is another one. */
    @Test
    void shouldLinkToTheWindowsOfAFileThatHasAny() {
        String id = upload("windows.csv", readings());
        browser.visit("#/files/" + id);
        browser.await(() -> browser.texts(VALUES).size() == 2);
        browser.await(() -> browser.requests().stream().anyMatch(url -> url.contains("/windows?")));
        assertThat(browser.texts("a[href$='windows.csv']")).allMatch(String::isEmpty);

        browser.visit("#/");
        Runnable undo = browser.prepare("const real = fetch; window.fetch = (...all) => /windows/.test(all[0])"
                + " ? Promise.resolve(new Response('{\"windows\": [{}]}')) : real(...all)");
        try {
            browser.visit("#/files/" + id);
            browser.awaitText("main", "Each series has its statistics in windows of time, too: windows.csv");
            assertThat(browser.find("a[href$='windows.csv']").getAttribute("href"))
                    .endsWith("/results/" + id + "/windows.csv");
            assertThat(browser.barriers()).isEmpty();
        } finally {
            undo.run();
        }
    }

    @Test
    void shouldSayThatTheFileWasDeletedElsewhere() {
        String id = upload("elsewhere.csv", readings());
        browser.visit("#/files/" + id);
        browser.awaitText(".badge", "processed");
        browser.await(() -> browser.texts(VALUES).size() == 2);

        assertThat(sluice.delete("/files/" + id).statusCode()).isEqualTo(204);

        browser.awaitText("p.bad", "This file was deleted.");
        browser.await(() -> browser.texts(".title button").isEmpty());
        assertThat(browser.texts(VALUES)).hasSize(2);
    }

    @Test
    void shouldHaveNoColonsInALegendWithoutValues() {
        show("legend.csv", readings());
        browser.await(() -> browser.texts(VALUES).size() == 2);
        browser.find(".charts .u-legend .u-series");

        assertThat(browser.script("return [...document.querySelectorAll('.u-legend .u-series')]"
                        + ".filter(row => row.querySelector('td').textContent === '')"
                        + ".map(row => getComputedStyle(row.querySelector('th'), '::after').content)"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isNotEmpty()
                .containsOnly("none");
        browser.pointAt(".over-time figure:last-child .u-over", 0.5);
        browser.await(() -> browser.texts(".over-time figure:last-child .u-legend td").stream()
                .anyMatch(value -> value.endsWith("%")));
        assertThat(browser.script("return getComputedStyle(document.querySelector("
                        + "'.over-time figure:last-child .u-series:last-child th'), '::after').content"))
                .isEqualTo("\":\"");
    }

    @Test
    void shouldZoom() {
        show("zoom.csv", readings());
        browser.click(".over-time summary");
        browser.await(() -> browser.texts(TABLE).size() == POINTS);

        browser.drag(".over-time .u-over", 0.34, 0.66);
        browser.await(() -> browser.texts(TABLE).size() == 11);
        assertThat(browser.texts(TABLE)).allMatch(row -> row.startsWith("Dach 2026-03-31 01:"));
        browser.press(PICTURE, "Zoom in");
        browser.await(() -> browser.texts(TABLE).size() < 11);
        browser.press(PICTURE, "All");
        browser.await(() -> browser.texts(TABLE).size() == POINTS);
        assertThat(browser.texts(PICTURE + " .buttons button[disabled]")).containsExactly("Zoom out", "All");
    }

    @Test
    void shouldShowTheSeriesThatAreChosenInTheTable() {
        show("chosen.csv", readings());
        browser.await(() -> browser.texts("svg.spark").size() == 2);
        assertThat(browser.find("tr:nth-of-type(1) svg.spark").getAttribute("aria-label"))
                .isEqualTo("Averages over time from 20 to 23.6");
        assertThat(browser.find("tr:nth-of-type(2) svg.spark").getAttribute("aria-label"))
                .isEqualTo("Averages over time from 18 to 21.6, with 1 gap");
        assertThat(browser.requests().stream().filter(url -> url.contains("/profiles?")))
                .hasSize(1);

        browser.click("tr:nth-of-type(1) .chosen input");
        browser.await(() -> browser.texts(VALUES).size() == 1);
        browser.press(VALUES, "×");
        browser.awaitText(PICTURE, "Choose series in the table below.");
        assertThat(browser.texts(".chosen input:checked")).isEmpty();
        browser.click("tr:nth-of-type(2) .chosen input");
        browser.await(() -> browser.texts(VALUES).size() == 1);
        browser.visit("#/");
        browser.find("select option");
    }

    @Test
    void shouldShowAtMostSixSeriesInOnePicture() {
        StringBuilder csv = new StringBuilder("timestamp,sensor_id,value\n");
        for (int i = 0; i < 80; i++) {
            csv.append("%s,s%s,%d\n".formatted(START.plusSeconds(60L * (i / 8)), i % 8, i));
        }
        show("eight.csv", csv.toString());
        browser.await(() -> browser.texts(VALUES).size() == 3);

        browser.script("for (const e of document.querySelectorAll('.chosen input:not(:checked)')) { e.click(); }");
        browser.await(() -> browser.texts(VALUES).size() == 6);
        assertThat(browser.texts(".chosen input:disabled")).hasSize(2);
    }

    @Test
    void shouldShowSeriesOfDifferentMagnitudesOnScalesOfTheirOwn() {
        StringBuilder csv = new StringBuilder("timestamp,sensor_id,value\n");
        for (int i = 0; i < 40; i++) {
            csv.append("%s,humidity,%d\n%1$s,pressure,%d\n"
                    .formatted(START.plusSeconds(60L * i), 40 + i, 101_300 - 10 * i));
        }
        show("weather.csv", csv.toString());
        browser.await(() -> browser.texts(VALUES).size() == 1);
        assertThat(browser.texts("label input[name=apart]")).singleElement().isEqualTo("");
        assertThat(browser.find("input[name=apart]").isDisplayed()).isFalse();
        browser.click("tr:nth-of-type(2) .chosen input");
        browser.await(() -> browser.texts(VALUES).size() == 2);
        assertThat(height("#d55e00")).isLessThan(10);

        browser.click("input[name=apart]");
        browser.awaitText(PICTURE + " figcaption", "each on its own scale");
        browser.await(() -> height("#d55e00") > 100);
        screenshot("pictures-apart");
        assertThat(browser.barriers()).isEmpty();
    }

    /** How many pixels high the part of the picture over time is that has this colour. */
    private static int height(String color) {
        return ((Number) browser.script(
                        "const canvas = document.querySelector('.over-time canvas');"
                                + "const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
                                + "const wanted = [1, 3, 5].map(at => parseInt(arguments[0].slice(at, at + 2), 16));"
                                + "const rows = [];"
                                + "for (let i = 0; i < data.length; i += 4) {"
                                + "  if (wanted.every((value, at) => data[i + at] === value)) { rows.push(Math.floor(i / 4 / canvas.width)); }"
                                + "}"
                                + "return rows.length ? rows.at(-1) - rows[0] : 0",
                        color))
                .intValue();
    }

    @Test
    void shouldSaveWhatIsShown() throws IOException {
        show("saved.csv", readings() + "=1+1,later,\n".repeat(3));
        browser.await(() -> browser.texts(VALUES).size() == 2);

        browser.press(PICTURE, "CSV");
        List<String> points = awaitSaved("saved-over-time.csv").lines().toList();
        assertThat(points)
                .hasSize(1 + POINTS)
                .startsWith(
                        "series,start,end,count,min,avg,max",
                        "Dach,2026-03-31T00:00:00Z,2026-03-31T00:00:01Z,2,19,20,21")
                .contains("Keller,2026-03-31T01:00:00Z,2026-03-31T01:00:01Z,1,19.2,19.2,19.2")
                .noneMatch(row -> row.startsWith("Keller,2026-03-31T01:30"));
        browser.press(PICTURE, "PNG");
        Path png = awaitFile("saved-over-time.png");
        BufferedImage picture = ImageIO.read(png.toFile());
        Number canvas = (Number) browser.script("return document.querySelector('.over-time canvas').width");
        assertThat(picture.getWidth()).isEqualTo(canvas.intValue() + 24);
        assertThat(picture.getHeight()).isEqualTo(260 + 12 + 3 * 20 + 12);
        assertThat(colors(picture)).contains(0x0072b2, 0xd55e00, 0xffffff);

        String distribution = PICTURE + " figure:last-child";
        browser.press(distribution, "CSV");
        assertThat(awaitSaved("saved-distribution.csv").lines())
                .hasSize(1 + 2 * 101)
                .startsWith("series,percentile,value", "Dach,0,19")
                .endsWith("Keller,100,21.6");
        browser.press(distribution, "PNG");
        assertThat(ImageIO.read(awaitFile("saved-distribution.png").toFile()).getWidth())
                .isGreaterThan(300);
        browser.press("section[aria-label='Invalid rows'] figure", "CSV");
        assertThat(awaitSaved("saved-invalid-rows.csv"))
                .startsWith("from_line,to_line,invalid_rows\n1,2,0\n")
                .endsWith("99,100,0\n101,102,1\n103,104,2\n");
    }

    @Test
    void shouldShowInvalidRowsByTheLinesOfAWideFile() throws IOException {
        String csv = "time,a,b,c\n2026-01-01,1,2,3\n2026-01-02,1,warm,3\n2026-01-03,1,2,3\n";
        String id = SluiceProbe.fileId(
                sluice.post("/upload?layout=wide&filename=wide.csv", "text/csv", csv.getBytes(UTF_8)));
        sluice.awaitEnd(id);
        browser.visit("#/files/" + id);

        browser.press("section[aria-label='Invalid rows'] figure", "CSV");
        assertThat(awaitSaved("wide-invalid-rows.csv"))
                .isEqualTo("from_line,to_line,invalid_rows\n1,1,0\n2,2,0\n3,3,1\n");
    }

    @Test
    void shouldHaveNoPictureWhereNothingIsKept() {
        String csv = "Song,Date,Number of Plays\nUmbrella,2020-01-01,3\nUmbrella,2020-01-02,5\n";
        String id = SluiceProbe.fileId(
                sluice.post("/upload?dataset=song-plays&filename=plays.csv", "text/csv", csv.getBytes(UTF_8)));
        sluice.awaitEnd(id);
        browser.visit("#/files/" + id);

        browser.awaitText(PICTURE, "Nothing is kept over time of");
        browser.awaitText("section[aria-label=Statistics]", "2 series");
        assertThat(browser.texts("svg.spark")).isEmpty();
        assertThat(browser.find(".over-time > figure:first-child").isDisplayed())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"404, not here., ", "503, not now., Retrying"})
    void shouldBeUsableWithoutProfiles(int status, String detail, String more) {
        String id = upload("without.csv", readings());
        String refusal = "Promise.resolve(new Response('{\"detail\": \"%s\"}', {status: %d}))"
                .formatted(detail.replace(".", ""), status);
        Runnable undo = browser.prepare("const real = fetch; window.refusing = true;"
                + "window.fetch = (...all) => refusing && /profile/.test(all[0]) ? " + refusal + " : real(...all)");
        try {
            browser.visit("#/files/" + id);
            browser.awaitText(PICTURE, "Dach: " + detail + (more == null ? "" : " " + more));
            browser.awaitText("section[aria-label=Statistics]", "2 series");
            assertThat(browser.barriers()).isEmpty();
            browser.script("refusing = false");
            if (status == 503) {
                browser.await(() -> browser.texts(VALUES).size() == 2);
                browser.await(() -> browser.texts("svg.spark").size() == 2);
            }
        } finally {
            undo.run();
        }
    }

    @Test
    void shouldBeUsableWithTheKeyboardOnly() {
        show("keys.csv", readings());
        browser.await(() -> browser.texts(VALUES).size() == 2);
        browser.script("document.querySelector('main').focus()");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 34; i++) {
            browser.type(Keys.TAB);
            reached.add(String.valueOf(browser.script("const e = document.activeElement;"
                    + " return e.getAttribute('aria-label') || e.name || e.textContent")));
        }

        assertThat(reached)
                .containsSubsequence(
                        "PNG of Average, minimum and maximum over time (UTC)",
                        "CSV of Average, minimum and maximum over time (UTC)",
                        "Zoom in",
                        "Time",
                        "Remove Dach from the picture",
                        "As a table",
                        "PNG of Distribution of the values",
                        "Search series",
                        "chosen");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeAccessibleAndFitASmallScreen(boolean dark) {
        browser.dark(dark);
        show("barriers-of-pictures.csv", readings() + "2026-03-31 04:00,A sensor with a long name,-1e12\nwrong,,\n");
        browser.await(() -> browser.texts(VALUES).size() == 1);
        browser.click("tr:nth-of-type(2) .chosen input");
        browser.click("tr:nth-of-type(3) .chosen input");
        browser.await(() -> browser.texts(VALUES).size() == 3);
        browser.click(".over-time summary");
        assertThat(browser.barriers()).isEmpty();
        screenshot("pictures" + (dark ? "-dark" : ""));
        browser.size(360, 800);
        assertThat(browser.barriers()).isEmpty();
        Number over = (Number)
                browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(over.intValue()).isZero();
        screenshot("pictures-360" + (dark ? "-dark" : ""));
    }

    /** What is drawn, as the page's own modules compute it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    histogram | histogram([of(to(100))]).shares[0].every(share => Math.abs(share - 2.5) < 1e-9) | true
                    histogram | histogram([of(to(100).fill(5))]).shares[0].filter(share => share > 0)        | 100
                    histogram | histogram([of([-999, ...to(99)])]).cut                                       | true
                    histogram | histogram([of(to(100).fill(1).fill(7, 51))]).shares[0].filter(share => share) | 50,50
                    histogram | histogram([of(to(100), [0, 1, 100])], 3).shares[0].map(share => Math.round(share)).join(" ") | 67 0 0 0 0 0 0 0 0 33
                    places    | places([{line: 2}, {line: 5, cells: 3}, {line: 9}], 6).counts.join("")       | 010031
                    format    | utc(0, 1)                                                                    | 1970-01-01 00:00:00
                    format    | utc(3600, 300)                                                               | 1970-01-01 01:00
                    format    | utc(86400, 86400)                                                            | 1970-01-02
                    choice    | readable([[0, 9], [0, 99], [1, 9]].map(([min, max], name) => ({name, min, max}))) | 0,2
                    """)
    void shouldComputeWhatItDraws(String module, String expression, String expected) {
        browser.visit("#/");
        String script = "const to = last => Array.from({length: last + 1}, (_, i) => i);"
                + "const of = (distribution, values = null) => ({distribution, values});"
                + "return import('/page/%s.js').then(({%s}) => String(%s))"
                        .formatted(module, expression.replaceFirst("\\(.*", ""), expression);

        assertThat(browser.script(script)).isEqualTo(expected);
    }

    private void show(String name, String csv) {
        browser.visit("#/files/" + upload(name, csv));
        browser.awaitText("h1", name);
    }

    private String awaitFileId(String name) {
        String[] id = new String[1];
        browser.await(() -> {
            id[0] = sluice.json("/files?q=" + name)
                    .path("files")
                    .path(0)
                    .path("file_id")
                    .asString("");
            return !id[0].isEmpty();
        });
        return id[0];
    }

    private String upload(String name, String csv) {
        String id = SluiceProbe.fileId(sluice.uploadRaw(name, csv.getBytes(UTF_8)));
        sluice.awaitEnd(id);
        return id;
    }

    /** Two readings of the roof at each time, and one of the cellar but for the gap. */
    private static String readings() {
        StringBuilder csv = new StringBuilder("timestamp,sensor_id,value\n");
        for (int i = 0; i < TIMES; i++) {
            Instant time = START.plusSeconds(300L * i);
            csv.append(
                    String.format(Locale.ROOT, "%s,Dach,%.1f\n%s,Dach,%.1f\n", time, 19 + 0.1 * i, time, 21 + 0.1 * i));
            if (i <= 12 || i >= 24) {
                csv.append(String.format(Locale.ROOT, "%s,Keller,%.1f\n", time, 18 + 0.1 * i));
            }
        }
        return csv.toString();
    }

    /** Of three rooms a reading every five minutes for four days; of the cellar none for some hours. */
    private static String days() {
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("timestamp,sensor_id,value\n");
        Instant start = Instant.parse("2026-03-27T00:00:00Z");
        for (int i = 0; i < 4 * 288; i++) {
            Instant time = start.plusSeconds(300L * i);
            double day = Math.sin(2 * Math.PI * (i / 288.0 - 0.4));
            if (i < 580 || i > 700) {
                csv.append(
                        String.format(Locale.ROOT, "%s,cellar,%.2f\n", time, 13.5 + 2 * day + random.nextGaussian()));
            }
            csv.append(String.format(Locale.ROOT, "%s,hall,%.2f\n", time, 20 + 2 * day + random.nextGaussian()));
            boolean wet = i > 800 && i < 900 && i % 3 == 0;
            String roof = wet ? "wet" : String.format(Locale.ROOT, "%.2f", 9 + 4 * day + random.nextGaussian());
            csv.append("%s,roof,%s\n".formatted(time, roof));
        }
        return csv.toString();
    }

    /** Whether the picture over time has this colour near a place from its left (0) to its right (1). */
    private static boolean hasColor(double place, String color) {
        return Boolean.TRUE.equals(browser.script(
                "const canvas = document.querySelector('.over-time canvas'), plot = canvas.parentElement.querySelector('.u-over');"
                        + "if (!plot) { return false; }"
                        + "const x = Math.round(plot.offsetLeft + arguments[0] * plot.offsetWidth);"
                        + "const {data} = canvas.getContext('2d').getImageData(x - 12, 0, 24, canvas.height);"
                        + "const wanted = [1, 3, 5].map(at => parseInt(arguments[1].slice(at, at + 2), 16));"
                        + "for (let i = 0; i < data.length; i += 4) {"
                        + "  if (data[i + 3] === 255 && wanted.every((value, at) => data[i + at] === value)) { return true; }"
                        + "}"
                        + "return false",
                place,
                color));
    }

    private static List<Integer> colors(BufferedImage picture) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .map(at -> picture.getRGB(at % picture.getWidth(), at / picture.getWidth()) & 0xffffff)
                .distinct()
                .boxed()
                .toList();
    }

    private String awaitSaved(String name) throws IOException {
        return Files.readString(awaitFile(name));
    }

    private Path awaitFile(String name) {
        Path file = saved.resolve(name);
        browser.await(() -> Files.exists(file));
        return file;
    }
}
