package dev.sluice.systemtests.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.user.Passwords;
import dev.sluice.access.user.User;
import dev.sluice.access.user.UsersFile;
import dev.sluice.client.SluiceClient;
import dev.sluice.runtime.http.Right;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page of a Sluice in which people sign in with a password, from its first start on. */
class PeoplePageIT {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path directory;

    @Test
    void shouldLeadTheFirstPersonInAndKeepOthersOut() throws Exception {
        try (Sluice sluice = start();
                Browser browser = Browser.open(sluice.url())) {
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            String token = sluice.firstOperatorLink().getFragment();

            browser.visit("#" + token);
            browser.awaitText("#sign-in-title", "Welcome");
            assertThat(browser.hash()).as("it is in no history").isEmpty();
            assertThat(browser.barriers()).isEmpty();
            signIn(browser, "eva", PASSWORD);
            browser.awaitText("#who", "eva");
            browser.awaitText("#system .words", "All systems up");
            assertThat(Files.readString(users().path(), UTF_8))
                    .contains("\"eva\"")
                    .doesNotContain(PASSWORD);
            assertThat(browser.barriers()).isEmpty();

            browser.click("#sign-out");
            browser.find("#entered-name");
            signIn(browser, "eva", "wrong password");
            browser.awaitText("#sign-in-words", "do not belong together");
            browser.size(360, 740);
            assertThat(browser.barriers()).isEmpty();
            assertThat(browser.script("return document.documentElement.scrollWidth"))
                    .isEqualTo(360L);
            // With the keyboard alone; the field of the password has it, with the wrong one selected.
            browser.find("#entered-password").sendKeys(PASSWORD, Keys.ENTER);
            browser.awaitText("#who", "eva");
            assertThat(browser.script("return document.documentElement.scrollWidth"))
                    .isEqualTo(360L);

            // The link was used: it asks no one to be the first again.
            browser.visit("#" + token);
            browser.awaitText("#who", "eva");
            assertThat(browser.texts("#sign-in-title")).isEmpty();
            browser.click("#sign-out");
            browser.find("#entered-name");
            browser.visit("#" + token);
            browser.awaitText("#signing-in [role='alert']", "was used");

            assertThat(browser.requests()).isNotEmpty().noneSatisfy(url -> assertThat(url)
                    .containsAnyOf("slc_", "password", "correct"));
            assertThat(String.valueOf(browser.script("return document.cookie + JSON.stringify(localStorage)"
                            + " + JSON.stringify(sessionStorage)")))
                    .doesNotContain("slc_", "correct", "sluice-session");
            assertThat(browser.consoleErrors())
                    .allSatisfy(error -> assertThat(error).containsAnyOf("401", "403"));
        }
    }

    @Test
    void shouldGoOnAfterASessionHasEnded() throws Exception {
        try (Sluice sluice = start();
                Browser browser = Browser.open(sluice.url())) {
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            browser.visit("#" + sluice.firstOperatorLink().getFragment());
            signIn(browser, "eva", PASSWORD);
            browser.awaitText("#who", "eva");

            browser.visit("#/");
            browser.awaitText("#who", "eva");
            endSessions();
            browser.await(() -> browser.script("return fetch('files?limit=1').then(answer => answer.status)")
                    .equals(401L));
            browser.find("#picker")
                    .sendKeys(Repository.ROOT.resolve("samples/sensor_data.csv").toString());
            browser.find("#entered-name");
            assertThat(browser.texts(".uploads h2")).as("what was chosen").containsExactly("sensor_data.csv");
            signIn(browser, "eva", PASSWORD);
            browser.await(() -> browser.hash().startsWith("#/files/"));
            browser.find("a[href$='.csv']");

            // A session is sent with links, and by the stream of events.
            browser.saveTo(directory);
            String id = browser.hash().substring("#/files/".length());
            browser.click("a[href='results/" + id + ".csv']");
            browser.await(() -> Files.exists(directory.resolve(id + ".csv")));
            browser.press("main", "Delete");
            browser.press("dialog", "Delete");
            browser.await(() -> browser.hash().equals("#/files"));
        }
    }

    /** A restart neither ends sessions, nor does it show a link while there are people. */
    @Test
    void shouldKeepSessionsOverARestart() throws Exception {
        Sluice first = start();
        try (Browser browser = Browser.open(first.url())) {
            new SluiceClient(first.url(), Duration.ofMinutes(5)).awaitReady();
            browser.visit("#" + first.firstOperatorLink().getFragment());
            signIn(browser, "eva", PASSWORD);
            browser.awaitText("#who", "eva");
            int port = first.url().getPort();
            first.close();
            try (Sluice second = Sluice.start(directory.resolve("data"), port, 0, settings())) {
                new SluiceClient(second.url(), Duration.ofMinutes(5)).awaitReady();
                assertThat(second.firstOperatorLink()).isNull();
                browser.visit("#/files");
                browser.awaitText("#who", "eva");
                browser.awaitText("#system .words", "All systems up");
            }
        } finally {
            first.close();
        }
    }

    /** A refusal is an entry of the audit log, and an open page asks for the health every few seconds. */
    @Test
    void shouldAskForTheHealthOnceWithoutTheRightToIt() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Set<Right> rights = EnumSet.of(Right.READ, Right.WRITE);
        users().write(List.of(new User("lab", Passwords.hash(PASSWORD), rights, false, now, now)));
        try (Sluice sluice = start();
                Browser browser = Browser.open(sluice.url())) {
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            browser.visit("#/");
            browser.find("#entered-name");
            var unused = browser.requests();
            signIn(browser, "lab", PASSWORD);
            browser.awaitText("#system .words", "All systems up");

            List<String> asked = new ArrayList<>();
            browser.await(() -> {
                asked.addAll(browser.requests());
                return asked.stream().filter(url -> url.endsWith("/readyz")).count() >= 3;
            });
            assertThat(asked).filteredOn(url -> url.endsWith("/health")).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static void signIn(Browser browser, String name, String password) {
        browser.find("#entered-name").clear();
        browser.find("#entered-name").sendKeys(name);
        browser.find("#entered-password").clear();
        browser.find("#entered-password").sendKeys(password);
        browser.click("#sign-in button");
    }

    /** As {@code ./sluice users sign-out} does. */
    private void endSessions() throws Exception {
        List<User> all = users().read();
        users().write(all.stream().map(user -> user.signedOut(Instant.now())).toList());
    }

    private Sluice start() {
        return Sluice.start(directory.resolve("data"), 0, 0, settings());
    }

    private Map<String, String> settings() {
        return Map.of("sluice.access.users-file", users().path().toString());
    }

    private UsersFile users() {
        return new UsersFile(directory.resolve("users.json"));
    }
}
