package dev.sluice.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SlowUpload;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The views of the web page. */
class PageIT extends PageCase {
    private static final Path SAMPLES = Repository.ROOT.resolve("samples");
    /** Rows of the table of series; charts have separate tables. */
    private static final String SERIES = "section[aria-label=Statistics] .scroll tbody tr";

    PageIT(SluiceProbe sluice) {
        super(sluice);
    }

    @Test
    void shouldShowTheStatisticsOfAFileThatIsUploaded() {
        browser.visit("#/");
        browser.find("select[name=dataset] option[value=song-plays]");
        screenshot("upload");
        choose(SAMPLES.resolve("sensor_data.csv"));

        browser.awaitText("h1", "sensor_data.csv");
        browser.awaitText(".badge", "processed");
        browser.awaitText(".totals", "200");
        browser.awaitText(".stage-times", "aggregated");
        browser.awaitText("td", "boiler-pressure");
        assertThat(browser.texts(SERIES)).hasSize(5);
        assertThat(browser.hash()).startsWith("#/files/");
        assertThat(sluice.json("/status/" + browser.hash().substring("#/files/".length()))
                        .path("filename")
                        .asString())
                .isEqualTo("sensor_data.csv");
        String charts = "section[aria-label=Statistics] ";
        browser.await(() -> hasDrawn(charts + "figure:nth-of-type(1) canvas"));
        browser.await(() -> hasDrawn(charts + "figure:nth-of-type(2) canvas"));
    }

    @Test
    void shouldSortAndSearchTheSeries() {
        browser.visit("#/");
        choose(SAMPLES.resolve("sensor_data.csv"));
        browser.awaitText("td", "boiler-pressure");

        browser.press("th", "max");
        browser.await(() -> firstSeries().equals("probe \"A\""));
        browser.press("th", "max");
        browser.await(() -> firstSeries().equals("cellar, left"));
        assertThat(browser.find("th[aria-sort]").getAttribute("aria-sort")).isEqualTo("descending");
        browser.find("input[type=search]").sendKeys("ROOF");
        browser.await(() -> browser.texts(SERIES).size() == 1);

        assertThat(firstSeries()).isEqualTo("roof-temperature");
    }

    @Test
    void shouldShowAndFilterInvalidRows() {
        browser.visit("#/");
        choose(SAMPLES.resolve("sensor_data_with_errors.csv"));
        browser.press(".trial", "Upload it");

        browser.awaitText(".badge", "partial");
        browser.awaitText("h2", "Invalid rows");
        browser.await(() -> browser.texts(".chip").size() > 2);
        String rejects = "section[aria-label='Invalid rows'] .scroll tbody tr";
        browser.await(() -> browser.texts(rejects).size() > 2);
        int all = browser.texts(rejects).size();
        assertThat(browser.texts(rejects + " mark")).isNotEmpty();
        assertThat(browser.find("a[href$='rejects.csv']").getAttribute("href")).contains("/results/");
        browser.press("dd", "17");
        screenshot("rejects");

        browser.click(".chip:nth-of-type(2)");
        browser.await(() -> browser.texts(rejects).size() < all);
        assertThat(browser.find(".chip[aria-pressed=true]").getText())
                .endsWith(" " + browser.texts(rejects).size());
    }

    @Test
    void shouldShowAFileDuringItsUploadAndDeleteIt() throws IOException {
        SlowUpload upload = SlowUpload.open(sluice, "slow.csv", new GeneratedCsv(31, 10, 0));
        upload.send(40_000);
        browser.visit("#/files");
        browser.awaitText("tbody", "slow.csv");
        browser.find(".stages progress");
        browser.find("input[type=search]").sendKeys("SLOW");
        browser.await(() -> browser.texts("tbody tr").size() == 1);
        String pace = "tbody td:nth-child(8)";
        browser.await(() -> {
            // However fast it was at first: more came since it was seen.
            send(upload, 20_000);
            return browser.texts(pace).stream().anyMatch(rate -> rate.matches("[1-9][0-9,]*"));
        });
        upload.finish();
        browser.awaitText(".badge", "processed");
        assertThat(browser.texts(pace)).singleElement().asString().matches("[1-9][0-9,]*");
        screenshot("files");

        browser.press("tbody", "Delete");
        browser.press("dialog", "Cancel");
        browser.await(() -> browser.texts("dialog").isEmpty());
        assertThat(browser.texts("tbody tr")).hasSize(1);
        browser.press("tbody", "Delete");
        browser.press("dialog", "Delete");
        browser.awaitText("main", "No file");

        assertThat(sluice.get("/files?limit=1000").body()).doesNotContain("slow.csv");
    }

    @Test
    void shouldReceiveChangesAsEvents() {
        sluice.awaitEnd(SluiceProbe.fileId(sluice.uploadRaw("before.csv", read(SAMPLES.resolve("sensor_data.csv")))));
        browser.visit("#/files");
        browser.awaitText("tbody", "before.csv");
        // From one look at the system to the next the list isn't asked for any more.
        int[] looks = new int[1];
        browser.await(() -> {
            List<String> requests = browser.requests();
            looks[0] = requests.stream().anyMatch(url -> url.contains("/files?"))
                    ? 0
                    : looks[0]
                            + (int) requests.stream()
                                    .filter(url -> url.endsWith("/system"))
                                    .count();
            return looks[0] > 1;
        });
        sluice.uploadRaw("afterwards.csv", read(SAMPLES.resolve("sensor_data.csv")));
        browser.awaitText("tbody", "afterwards.csv");

        assertThat(browser.requests()).noneMatch(url -> url.contains("/files?"));
        browser.visit("#/");
        browser.find("select option");
    }

    @Test
    void shouldPollWhenEventsAreBlocked() {
        browser.block("*/events?*");
        try {
            browser.visit("#/files");
            sluice.uploadRaw("without-events.csv", read(SAMPLES.resolve("sensor_data.csv")));
            browser.awaitText("tbody", "without-events.csv");
        } finally {
            browser.block();
        }

        assertThat(browser.consoleErrors()).allMatch(message -> message.contains("ERR_BLOCKED_BY_CLIENT"));
    }

    @Test
    void shouldShowTheTopics() {
        browser.visit("docs/topics");
        browser.awaitText("h2", "sluice.raw-chunks");

        assertThat(browser.texts("section h2"))
                .containsExactlyElementsOf(TopicSettings.read(new Settings(Map.of())).published().stream()
                        .map(Topic::name)
                        .toList());
        // Texts of what is folded are empty.
        assertThat(browser.texts("section article h3")).hasSizeGreaterThan(10).doesNotContain("");
        assertThat(browser.texts("#sluice\\.raw-chunks td code")).contains("first-line", "csv-header");
        assertThat(browser.texts("#sluice\\.valid-rows td code")).contains("sensor_id", "line");
        assertThat(browser.texts("#sluice\\.dead-letters td code")).contains("dead-letter-reason");
        browser.click("#sluice\\.invalid-rows summary");
        browser.awaitText("#sluice\\.invalid-rows pre", "\"raw\": \"2024-13-01T12:00:00Z,s1,warm\"");
        screenshot("topics");
    }

    @Test
    void shouldShowTheStateOfTheSystem() {
        browser.visit("#/");

        browser.awaitText("#system", "All systems up");
        browser.awaitText("#system", "gateway · splitter · aggregator · results");
        browser.awaitText("#system", "1 broker · lag: split 0, combine 0, merge 0");
        browser.awaitText("#system", "as of");
    }

    @Test
    void shouldShowThatTheServerIsUnreachableAndRecover() {
        browser.visit("#/files");
        browser.awaitText("#system", "All systems up");

        browser.offline(true);
        browser.awaitText("#system", "Sluice does not answer. Retrying");
        browser.awaitText("main", "Sluice does not answer. Retrying");
        browser.offline(false);
        browser.awaitText("#system", "All systems up");
        browser.await(() -> browser.texts("main .bad[role=status]").equals(List.of("")));

        assertThat(browser.consoleErrors()).allMatch(message -> message.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void shouldBeUsableWithTheKeyboardOnly() {
        browser.visit("#/");
        browser.find("select[name=dataset] option[value=song-plays]");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            browser.type(Keys.TAB);
            reached.add(String.valueOf(browser.script(
                    "const e = document.activeElement; return e.id || e.name || e.className || e.textContent")));
        }

        // From the content on, and then from the top of the page.
        assertThat(reached)
                .containsSubsequence(
                        "dataset", "dry", "picker", "skip", "brand", "Upload", "Files", "Operations", "API", "Topics");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeAccessible(boolean dark) {
        browser.dark(dark);
        String id = SluiceProbe.fileId(
                sluice.uploadRaw("barriers.csv", read(SAMPLES.resolve("sensor_data_with_errors.csv"))));
        sluice.awaitEnd(id);
        browser.visit("docs/topics");
        browser.awaitText("h2", "sluice.raw-chunks");
        assertThat(browser.barriers()).isEmpty();
        for (String view : List.of("#/", "#/files", "#/files/" + id)) {
            browser.visit(view);
            browser.awaitText("#system", "All systems up");
            browser.find(view.endsWith(id) ? "mark" : view.equals("#/") ? "select option" : "tbody tr");
            assertThat(browser.barriers()).as(view).isEmpty();
            if (dark) {
                screenshot("dark" + view.replaceAll("#/|/.*", "").replaceFirst("^$", "")
                        + (view.endsWith(id) ? "-file" : ""));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1920})
    void shouldFitTheScreen(int width) {
        String id =
                SluiceProbe.fileId(sluice.uploadRaw("fits.csv", read(SAMPLES.resolve("sensor_data_with_errors.csv"))));
        sluice.awaitEnd(id);
        browser.size(width, 800);
        for (String view : List.of("#/", "#/files", "#/files/" + id, "docs/topics")) {
            browser.visit(view);
            browser.find(view.endsWith(id) ? "canvas" : view.equals("#/") ? "select option" : "tbody tr");
            Number over = (Number) browser.script(
                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(over.intValue()).as(view).isZero();
            screenshot("width-" + width + "-" + view.replaceAll("#/|/.*", "") + (view.endsWith(id) ? "-file" : ""));
        }
    }

    private static void send(SlowUpload upload, int rows) {
        try {
            upload.send(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstSeries() {
        List<String> names = browser.texts(SERIES + " td:first-child");
        return names.isEmpty() ? "" : names.get(0);
    }

    /** Whether anything is on the canvas. */
    private static boolean hasDrawn(String css) {
        return Boolean.TRUE.equals(browser.script(
                "const c = document.querySelector(arguments[0]), blank = document.createElement('canvas');"
                        + "if (c === null || c.width === 0) { return false; }"
                        + "blank.width = c.width; blank.height = c.height;"
                        + "return c.toDataURL() !== blank.toDataURL()",
                css));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
