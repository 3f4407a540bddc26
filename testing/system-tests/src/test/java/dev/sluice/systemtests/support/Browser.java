package dev.sluice.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A real Chromium without a screen, Debian's, at one page. */
public final class Browser implements AutoCloseable {
    private static final long BETWEEN_LOOKS_NANOS = 50_000_000;
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final String AXE = "classpath*:META-INF/resources/webjars/axe-core/*/axe.min.js";

    private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

    private final ChromeDriver driver;
    private final URI page;

    private Browser(ChromeDriver driver, URI page) {
        this.driver = driver;
        this.page = page;
    }

    /** Starts one, or skips the test where there is none. */
    public static Browser open(URI page) {
        Programs.require("chromium");
        Programs.require("chromedriver");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.setCapability("goog:loggingPrefs", logs);
        // Root has no sandbox in a container, and /dev/shm is small there.
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=en-US");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options), page);
        browser.size(1280, 900);
        return browser;
    }

    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Takes the network away from it, or gives it back. */
    public void offline(boolean offline) {
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Lets no request through whose address fits one of the patterns. */
    public void block(String... patterns) {
        driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
    }

    /** Saves the files there that pages offer. */
    public void saveTo(Path directory) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", directory.toString()));
    }

    /** Runs a script in each page before the page's scripts, until the returned action is run. */
    public Runnable prepare(String script) {
        Object id = driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                .get("identifier");
        return () -> driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
    }

    /** Moves the pointer to a place in an element, from its left (0) to its right (1). */
    public void pointAt(String css, double place) {
        WebElement element = find(css);
        new Actions(driver).moveToElement(element, offset(element, place), 0).perform();
    }

    /** Drags from one place to another, as {@link #pointAt}. */
    public void drag(String css, double from, double to) {
        WebElement element = find(css);
        int start = offset(element, from);
        new Actions(driver)
                .moveToElement(element, start, 0)
                .clickAndHold()
                .moveByOffset(offset(element, to) - start, 0)
                .release()
                .perform();
    }

    /** From the middle of the element. */
    private static int offset(WebElement element, double place) {
        int width = element.getSize().getWidth();
        return (int) Math.round((place - 0.5) * (width - 2));
    }

    /** Types to whatever has the keyboard. */
    public void type(Keys key) {
        new Actions(driver).sendKeys(key).perform();
    }

    /** Goes to a view, by what stands behind the {@code #}, as a link from elsewhere does. */
    public void visit(String view) {
        driver.get("about:blank");
        driver.get(page + "/" + view);
    }

    public String hash() {
        return driver.getCurrentUrl().replaceFirst("^[^#]*", "");
    }

    /** Waits for the first element that fits. */
    public WebElement find(String css) {
        WebElement[] found = new WebElement[1];
        await(() -> {
            List<WebElement> all = driver.findElements(By.cssSelector(css));
            found[0] = all.isEmpty() ? null : all.get(0);
            return found[0] != null;
        });
        return found[0];
    }

    public List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Waits until something on the page reads so. */
    public void awaitText(String css, String text) {
        await(() -> driver.findElements(By.cssSelector(css)).stream()
                .anyMatch(element -> element.getText().contains(text)));
    }

    public void click(String css) {
        find(css).click();
    }

    /** Clicks a button by what it says. */
    public void press(String within, String title) {
        await(() -> driver.findElements(By.cssSelector(within + " button")).stream()
                .filter(button -> button.getText().startsWith(title))
                .findFirst()
                .map(button -> {
                    button.click();
                    return true;
                })
                .orElse(false));
    }

    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /**
     * Waits as a person does: an element that goes while it is looked at is looked for again. Gives up after minutes,
     * and then says what is on the page, as nothing else would tell.
     */
    public void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
            } catch (StaleElementReferenceException e) {
                LOG.debug("The page has replaced the element", e);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        throw new AssertionError("waited without success; the page at " + hash() + " says:\n"
                + driver.findElement(By.tagName("body")).getText());
    }

    /** What axe-core finds to be serious or worse, in words. */
    public List<String> barriers() {
        driver.executeScript(axe());
        Object found = driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "axe.run().then(all => done(all.violations"
                        + ".filter(each => each.impact === 'serious' || each.impact === 'critical')"
                        + ".map(each => each.id + ': ' + each.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))))");
        return ((List<?>) found).stream().map(Object::toString).toList();
    }

    /** What the console complains of since this was asked last. */
    public List<String> consoleErrors() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                // Said of axe-core and of tests, which look at what was drawn.
                .filter(message -> !message.contains("willReadFrequently"))
                .toList();
    }

    /** All that was asked of the network since this was asked last. */
    public List<String> requests() {
        return StreamSupport.stream(
                        driver.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceFirst("(?s).*?\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .filter(url -> !url.startsWith("data:") && !url.startsWith("about:") && !url.startsWith("blob:"))
                .toList();
    }

    public void screenshot(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String axe() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(AXE);
            assertThat(found).hasSize(1);
            return found[0].getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
