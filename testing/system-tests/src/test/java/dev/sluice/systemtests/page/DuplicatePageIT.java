package dev.sluice.systemtests.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.SluiceClient;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.SluiceProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a Sluice that refuses duplicates, as each does unless it is set otherwise. */
class DuplicatePageIT {
    private static final String CSV = """
            timestamp,sensor_id,value
            2026-11-01T00:00:00Z,boiler,20.5
            """;

    @Test
    void shouldLinkToTheFirstFileAndUploadAnyway(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("again.csv"), CSV);
        try (Sluice sluice = Sluice.start(directory.resolve("up"), 0, 0, Map.of())) {
            SluiceProbe probe = new SluiceProbe(sluice.url(), sluice.bootstrapServers());
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            String first = SluiceProbe.fileId(probe.uploadRaw("first.csv", CSV.getBytes(UTF_8)));
            probe.awaitEnd(first);
            try (Browser browser = Browser.open(sluice.url())) {
                browser.visit("#/");
                browser.find("select[name=dataset] option[value=sensor-readings]");
                browser.find("#picker").sendKeys(file.toString());

                browser.awaitText(".upload p", "The same content is stored already");
                assertThat(browser.find(".upload p a").getAttribute("href")).endsWith("#/files/" + first);
                assertThat(browser.find(".upload p").getText()).contains("(processed)");

                browser.press(".upload", "Upload anyway");
                browser.awaitText("h1", "again.csv");
                browser.awaitText(".badge", "processed");
                assertThat(browser.hash()).startsWith("#/files/").doesNotEndWith(first);
            }
        }
    }
}
