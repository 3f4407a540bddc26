package dev.sluice.systemtests.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.Browser;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of the web page, in a real Chromium. With {@code -Dscreenshots=DIR} they leave pictures of the views there. None
 * may leave a message on the console that it doesn't expect, or send a request to another host.
 */
@ExtendWith(SharedSluice.class)
abstract class PageCase {
    static Browser browser;

    final SluiceProbe sluice;

    PageCase(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @BeforeEach
    void open() {
        if (browser == null) {
            browser = Browser.open(sluice.url());
        }
        browser.size(1280, 900);
        browser.dark(false);
    }

    @AfterEach
    void shouldHaveNoConsoleErrorsAndNoForeignRequests() {
        assertThat(browser.consoleErrors()).isEmpty();
        assertThat(browser.requests()).isNotEmpty().allSatisfy(url -> assertThat(url)
                .startsWith(sluice.url().toString()));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    static void choose(Path file) {
        browser.find("#picker").sendKeys(file.toString());
    }

    static void screenshot(String name) {
        String directory = System.getProperty("screenshots", "");
        if (!directory.isEmpty()) {
            browser.screenshot(Path.of(directory).resolve(name + ".png"));
        }
    }
}
