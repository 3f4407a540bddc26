package dev.sluice.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.key.Quota;
import dev.sluice.client.SluiceClient;
import dev.sluice.runtime.http.Right;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a Sluice whose clients need keys. */
class KeyPageIT {
    @Test
    void shouldAskForAKeyAndSendItAsAHeaderAlone(@TempDir Path directory) throws Exception {
        String secret = KeySecret.generate();
        Path keys = directory.resolve("keys.json");
        ApiKey key = new ApiKey(
                "lab",
                KeySecret.sha256Hex(secret),
                EnumSet.of(Right.READ, Right.WRITE),
                true,
                Quota.UNLIMITED,
                Instant.EPOCH);
        new KeysFile(keys).write(List.of(key));
        try (Sluice sluice = Sluice.start(
                        directory.resolve("data"), 0, 0, Map.of("sluice.access.keys-file", keys.toString()));
                Browser browser = Browser.open(sluice.url())) {
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            browser.saveTo(directory);

            browser.visit("#/files");
            browser.find("#entered-key").sendKeys("wrong");
            browser.click("#sign-in-key button");
            browser.awaitText("#sign-in-key-words", "Sluice does not know this key.");
            assertThat(browser.barriers()).isEmpty();
            browser.find("#entered-key").clear();
            browser.find("#entered-key").sendKeys(secret);
            browser.click("#sign-in-key button");
            browser.awaitText("#system .words", "All systems up");

            browser.visit("#/");
            browser.find("#picker")
                    .sendKeys(Repository.ROOT.resolve("samples/sensor_data.csv").toString());
            browser.await(() -> browser.hash().startsWith("#/files/"));
            browser.find("a[href$='.csv']");
            String id = browser.hash().substring("#/files/".length());
            browser.click("a[href='results/" + id + ".csv']");
            browser.await(() -> Files.exists(directory.resolve(id + ".csv")));

            // The console has the refusals from before the sign-in.
            assertThat(browser.consoleErrors())
                    .allSatisfy(error -> assertThat(error).containsAnyOf("401", "403"));
            assertThat(browser.requests()).isNotEmpty().noneSatisfy(url -> assertThat(url)
                    .contains("slc_"));
            assertThat(String.valueOf(browser.script(
                            "return document.documentElement.outerHTML + location.href + document.cookie")))
                    .doesNotContain(secret);

            browser.click("#sign-out");
            browser.find("#sign-in-key");
        }
    }
}
