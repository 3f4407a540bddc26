package dev.sluice.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.SluiceClient;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.IssuerProcess;
import dev.sluice.systemtests.support.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a Sluice whose people sign in at an OpenID Connect issuer. */
class IssuerPageIT {
    @Test
    void shouldSignInAtTheIssuer(@TempDir Path directory) throws Exception {
        try (IssuerProcess issuer = IssuerProcess.start(3_600, directory.resolve("issuer.log"));
                Sluice sluice = Sluice.start(
                        directory.resolve("data"),
                        0,
                        0,
                        Map.of(
                                "sluice.access.oidc.issuer", issuer.url(),
                                "sluice.access.oidc.audience", IssuerProcess.AUDIENCE,
                                "sluice.access.oidc.client-id", IssuerProcess.CLIENT));
                Browser browser = Browser.open(sluice.url())) {
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            browser.saveTo(directory);

            browser.visit("#/files");
            browser.find("#sign-in-issuer button");
            assertThat(browser.barriers()).isEmpty();
            browser.requests();
            browser.consoleErrors();
            browser.click("#sign-in-issuer button");
            browser.find("input[name=username]").sendKeys("eva");
            browser.find("textarea[name=claims]").sendKeys("{\"sluice_rights\": [\"read\", \"write\", \"operate\"]}");
            browser.click("input[type=submit]");

            browser.awaitText("#who", "oidc:eva");
            browser.awaitText("#system .words", "All systems up");
            assertThat(browser.hash()).as("what was shown before").isEqualTo("#/files");
            assertThat(browser.script("return location.search")).isEqualTo("");
            assertThat(browser.requests())
                    .anySatisfy(url ->
                            assertThat(url).contains("/authorize", "code_challenge_method=S256", "state=", "nonce="))
                    .noneSatisfy(url -> assertThat(url).containsAnyOf("eyJ", "code_verifier"));

            browser.visit("#/");
            browser.find("#picker")
                    .sendKeys(Repository.ROOT.resolve("samples/sensor_data.csv").toString());
            browser.await(() -> browser.hash().startsWith("#/files/"));
            String id = browser.hash().substring("#/files/".length());
            browser.click("a[href='results/" + id + ".csv']");
            browser.await(() -> Files.exists(directory.resolve(id + ".csv")));
            assertThat(browser.consoleErrors())
                    .as("but for the issuer's own page")
                    .noneSatisfy(
                            error -> assertThat(error).contains(sluice.url().toString()));
            assertThat(String.valueOf(browser.script("return document.cookie + JSON.stringify(localStorage)")))
                    .doesNotContain("eyJ");

            browser.press("main", "Delete");
            browser.press("dialog", "Delete");
            browser.awaitText("main [role=alert]", "with the right delete");
            browser.visit("#/files");
            browser.press("main", "Delete");
            browser.press("dialog", "Delete");
            browser.awaitText("main [role=alert]", "sensor_data.csv wasn't deleted");
            browser.find("input[type=search]").sendKeys("no such file");
            browser.awaitText("main", "No file matches");
            assertThat(browser.texts("main [role=alert]"))
                    .as("after the list was drawn again")
                    .singleElement()
                    .asString()
                    .contains("with the right delete");

            // No sign-in was begun here for it.
            browser.visit("?code=stolen&state=another#/files");
            browser.awaitText("dialog .bad", "not begun here");
        }
    }

    /** A token that has expired is renewed without a question. */
    @Test
    void shouldRenewTokens(@TempDir Path directory) throws Exception {
        try (IssuerProcess issuer = IssuerProcess.start(20, directory.resolve("issuer.log"));
                Sluice sluice = Sluice.start(
                        directory.resolve("data"),
                        0,
                        0,
                        Map.of(
                                "sluice.access.oidc.issuer", issuer.url(),
                                "sluice.access.oidc.audience", IssuerProcess.AUDIENCE,
                                "sluice.access.oidc.client-id", IssuerProcess.CLIENT));
                Browser browser = Browser.open(sluice.url())) {
            new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
            browser.visit("#/files");
            browser.click("#sign-in-issuer button");
            browser.find("input[name=username]").sendKeys("eva");
            browser.find("textarea[name=claims]").sendKeys("{\"sluice_rights\": [\"read\"]}");
            browser.click("input[type=submit]");
            browser.awaitText("#who", "oidc:eva");
            String before = access(browser);

            browser.await(() -> !access(browser).equals(before));
            assertThat(browser.texts("#who")).containsExactly("oidc:eva");
            assertThat(browser.texts("dialog")).isEmpty();
        }
    }

    private static String access(Browser browser) {
        return String.valueOf(browser.script("return JSON.parse(sessionStorage.getItem('sluice.tokens')).access"));
    }
}
