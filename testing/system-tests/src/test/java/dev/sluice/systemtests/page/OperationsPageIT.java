package dev.sluice.systemtests.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.key.Quota;
import dev.sluice.client.ApiRequests;
import dev.sluice.client.RawClient;
import dev.sluice.client.SluiceClient;
import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.message.Json;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.testing.contract.ApiContract;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page for operations people, in a real Chromium. */
class OperationsPageIT {
    private static final RawClient HTTP = new RawClient(Duration.ofMinutes(1));
    private static final Map<String, String> SECRETS = Map.of(
            "admin", KeySecret.generate(),
            "lab", KeySecret.generate(),
            "field-team", KeySecret.generate());

    @TempDir
    private static Path directory;

    private static Sluice sluice;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Path keys = directory.resolve("keys.json");
        new KeysFile(keys)
                .write(List.of(
                        key("admin", EnumSet.allOf(Right.class), true, Quota.UNLIMITED),
                        key("lab", Set.of(Right.READ, Right.WRITE), true, new Quota(4, 50, 10_000_000_000L)),
                        key("field-team", Set.of(Right.READ, Right.WRITE, Right.DELETE), false, Quota.UNLIMITED)));
        Map<String, String> settings = Map.of("sluice.access.keys-file", keys.toString());
        // What is deleted before a restart is remembered after it.
        sluice = Sluice.start(directory.resolve("data"), 0, 0, settings);
        new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
        String gone = uploaded("field-team", "gone.csv", 3);
        assertThat(send("field-team", requests().deleteFile(gone)).statusCode()).isEqualTo(204);
        sluice.close();
        sluice = Sluice.start(directory.resolve("data"), 0, 0, settings);
        new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();

        uploaded("lab", "greenhouse.csv", 2_000);
        uploaded("field-team", "river.csv", 300);
        // A file of which no row is valid.
        String failed = stored("lab", "broken.csv", "timestamp,sensor_id,value\nyesterday,a,x\n");
        ended("lab", failed);
        // Refused: the same content, and a right that is missing.
        upload("lab", "greenhouse-again.csv", csv(2_000));
        send("lab", requests().deleteFile(failed));
        HTTP.send(requests().get("/files").build(), BodyHandlers.ofString());
        browser = Browser.open(sluice.url());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        sluice.close();
    }

    private static ApiKey key(String name, Set<Right> rights, boolean all, Quota quota) {
        return new ApiKey(name, KeySecret.sha256Hex(SECRETS.get(name)), rights, all, quota, Instant.EPOCH);
    }

    @Test
    void shouldShowWhatOperationsPeopleNeed() {
        browser.size(1280, 900);
        signIn("admin");

        browser.awaitText("#work td", "Reading rows from files");
        browser.awaitText("#work p", "No record had to be set aside");
        browser.awaitText("#failed td", "none of the 1 rows is valid");
        browser.awaitText("#failed td", "greenhouse-again.csv");
        browser.awaitText("#clients td", "field-team");
        browser.awaitText("#quotas td", "9.3 GiB data a day");
        browser.awaitText("#refusals td", "The same content is stored already");
        browser.awaitText("#refusals td", "The key does not allow it");
        browser.awaitText("#refusals td", "No valid key");
        browser.awaitText("#audit td", "Delete the file");
        // From before the restart.
        browser.awaitText("#audit td", "done");
        assertThat(browser.barriers()).isEmpty();
        browser.dark(true);
        // Colours fade to the others.
        browser.await(() -> browser.barriers().isEmpty());
        browser.dark(false);
        browser.await(() -> browser.barriers().isEmpty());
        browser.size(1280, 1700);
        screenshot("operations");

        browser.size(360, 740);
        assertThat(browser.script("return document.documentElement.scrollWidth <= 360"))
                .isEqualTo(true);
        assertThat(browser.barriers()).isEmpty();
        screenshot("operations-narrow");
        browser.size(1280, 900);

        // By keyboard alone.
        browser.script("document.querySelector('#failed button').focus()");
        browser.type(Keys.ENTER);
        browser.find("dialog");
        browser.type(Keys.TAB);
        browser.type(Keys.ENTER);
        browser.await(() -> browser.texts("#failed td").stream().noneMatch(each -> each.contains("again")));
        browser.awaitText("#failed td", "broken.csv");
        browser.await(() -> browser.texts("#audit td").stream().anyMatch(each -> each.equals("admin")));

        // The refusals of the page itself: it begins without a key.
        assertThat(browser.consoleErrors())
                .allSatisfy(error -> assertThat(error).contains("401"));
        assertThat(browser.requests()).isNotEmpty().allSatisfy(url -> assertThat(url)
                .startsWith(sluice.url().toString())
                .doesNotContain("slc_"));
        browser.click("#sign-out");
        browser.find("#sign-in-key");
    }

    @Test
    void shouldNameTheMissingRight() {
        signIn("lab");

        for (String part : List.of("clients", "quotas", "refusals", "audit")) {
            browser.awaitText("#" + part + " .bad", "it lacks the right “operate”");
        }
        browser.awaitText("#work td", "Reading rows from files");
        browser.consoleErrors();
        browser.click("#sign-out");
        browser.find("#sign-in-key");
    }

    private static void signIn(String name) {
        browser.visit("operations.html");
        browser.find("#entered-key").sendKeys(SECRETS.get(name));
        browser.click("#sign-in-key button");
    }

    private static void screenshot(String name) {
        String target = System.getProperty("screenshots", "");
        if (!target.isEmpty()) {
            browser.screenshot(Path.of(target).resolve(name + ".png"));
        }
    }

    private static String csv(int rows) {
        StringBuilder csv = new StringBuilder("timestamp,sensor_id,value\n");
        for (int i = 0; i < rows; i++) {
            csv.append("2026-01-01T00:00:00Z,s")
                    .append(rows)
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        return csv.toString();
    }

    private static String uploaded(String client, String name, int rows) throws Exception {
        String id = stored(client, name, csv(rows));
        ended(client, id);
        return id;
    }

    private static String stored(String client, String name, String csv) throws Exception {
        HttpResponse<String> accepted = upload(client, name, csv);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return Json.MAPPER.readTree(accepted.body()).path("file_id").asString();
    }

    private static HttpResponse<String> upload(String client, String name, String csv) throws Exception {
        return send(client, requests().upload(name, Map.of(), BodyPublishers.ofByteArray(csv.getBytes(UTF_8))));
    }

    private static void ended(String client, String id) throws Exception {
        HttpResponse<String> status;
        do {
            status = send(client, requests().statusAtEnd(id, Duration.ofSeconds(20)));
        } while (!status.body().contains("\"processing_time\""));
    }

    private static ApiRequests requests() {
        return new ApiRequests(sluice.url());
    }

    private static HttpResponse<String> send(String client, HttpRequest.Builder request) throws Exception {
        return ApiContract.written()
                .verify(HTTP.send(
                        request.header("x-api-key", SECRETS.get(client)).build(), BodyHandlers.ofString()));
    }
}
