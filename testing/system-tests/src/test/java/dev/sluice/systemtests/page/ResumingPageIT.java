package dev.sluice.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.FaultyProxy;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page behind a network that breaks: an upload goes on, by itself or after a reload. */
class ResumingPageIT {
    private static final int ROWS = 400_000;
    private static final String CARD = ".upload";

    private static Sluice sluice;
    private static SluiceProbe probe;
    private static FaultyProxy network;
    private static Browser browser;

    @TempDir
    private Path directory;

    private GeneratedCsv csv;
    private Path file;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        sluice = Sluice.start(data, 0, 0, Map.of());
        probe = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
        new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
        network = FaultyProxy.of(sluice.url());
        browser = Browser.open(network.url());
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        network.close();
        sluice.close();
    }

    @BeforeEach
    void write() throws IOException {
        network.restore();
        csv = new GeneratedCsv(System.nanoTime(), 10, 0);
        file = directory.resolve("large.csv");
        try (OutputStream out = Files.newOutputStream(file)) {
            csv.writeHeader(out);
            csv.writeRows(out, ROWS);
        }
        open();
    }

    /**
     * What the console reports of requests that didn't arrive is expected here. So is a 409: the gateway may still take in
     * what a broken request has sent, after it was asked for the offset.
     */
    @AfterEach
    void shouldHaveNoOtherConsoleErrors() {
        assertThat(browser.consoleErrors())
                .allMatch(message -> message.contains("net::ERR_")
                        || (message.contains("/uploads/") && message.contains("status of 409")));
    }

    @Test
    void shouldGoOnByItselfAfterTheConnectionBroke() throws IOException {
        network.cutAfter(Files.size(file) / 2);
        choose();

        browser.awaitText(CARD, "Waiting for the connection. The upload goes on by itself.");
        assertThat(network.isCut()).isTrue();
        assertThat(browser.find(CARD).getAttribute("data-state")).isEqualTo("waiting");
        assertThat(browser.barriers()).isEmpty();
        network.restore();

        assertExact();
    }

    @Test
    void shouldGoOnAfterAReloadWhenTheSameFileIsChosenAgain() throws IOException {
        network.cutAfter(Files.size(file) / 2);
        choose();
        browser.awaitText(CARD, "Waiting for the connection");
        network.restore();
        open();

        browser.awaitText(".unfinished", "large.csv");
        browser.awaitText(".unfinished", "is not complete: choose the same file again to go on at");
        assertThat(browser.barriers()).isEmpty();
        choose();

        assertExact();
        open();
        assertThat(browser.find(".unfinished").isDisplayed()).isFalse();
        assertThat(browser.script("return localStorage.getItem('sluice.uploads')"))
                .isEqualTo("[]");
    }

    @Test
    void shouldNotTakeAnotherFileForTheSame() throws IOException {
        network.cutAfter(Files.size(file) / 2);
        choose();
        browser.awaitText(CARD, "Waiting for the connection");
        network.restore();
        open();
        browser.awaitText(".unfinished", "large.csv");
        String other = "timestamp,sensor_id,value\n2026-11-01T00:00:00Z,a," + System.nanoTime() % 1_000_000 + "\n";
        Files.writeString(file, other);
        choose();

        browser.awaitText("h1", "large.csv");
        browser.awaitText(".badge", "processed");
        open();
        browser.press(".unfinished", "Discard it");
        browser.await(() -> !browser.find(".unfinished").isDisplayed());
        String discarded = probe.json("/files?limit=100&q=large.csv")
                .path("files")
                .valueStream()
                .filter(each -> each.path("status").asString().equals("failed"))
                .findFirst()
                .orElseThrow()
                .path("file_id")
                .asString();
        assertThat(probe.awaitEnd(discarded).reason()).isNotNull();
    }

    @Test
    void shouldDeleteWhatHasArrivedWhenItIsCancelled() throws IOException {
        network.cutAfter(Files.size(file) / 2);
        choose();
        browser.awaitText(CARD, "Waiting for the connection");
        network.restore();
        browser.press(CARD, "Cancel");

        browser.awaitText(CARD, "Cancelled");
        assertThat(browser.script("return localStorage.getItem('sluice.uploads')"))
                .isEqualTo("[]");
    }

    private void open() {
        browser.visit("#/");
        browser.find("select[name=dataset] option[value=sensor-readings]");
    }

    private void choose() {
        browser.find("#picker").sendKeys(file.toString());
    }

    /** The page shows the file, and its result is that of the rows on disk. */
    private void assertExact() {
        browser.awaitText("h1", "large.csv");
        String id = browser.hash().replaceFirst("^#/files/", "");
        FileSummary end = probe.awaitEnd(id);
        assertThat(end.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(end.validRows()).isEqualTo(csv.validLines().cardinality());
        csv.reference().assertEquals(probe.allSeries(id));
    }
}
