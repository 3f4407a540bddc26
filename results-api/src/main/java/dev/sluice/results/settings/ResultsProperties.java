package dev.sluice.results.settings;

import dev.sluice.runtime.settings.DatasetSettings;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The settings {@code sluice.results.*}.
 *
 * @param datasets the datasets whose results can be laid out
 * @param aggregators the URLs of aggregator instances, without trailing slashes; unused if the aggregator is in the
 *     same process
 * @param refreshInterval the interval at which their ownership is polled
 * @param connectTimeout the time limit for one connection, and for a request for ownership
 * @param hopTimeout the time limit for one instance's answer to any other query, to the last byte. Must be longer than
 *     the aggregator waits for an unknown file
 * @param requestTimeout the total time for a client's request
 * @param ownerWait the part of that time that a request for a file waits while there is no owner
 * @param maxEventStreams the maximum number of event streams
 * @param maxEventQuestions the maximum number of different subjects of event streams
 * @param uploadUrl the URL that the web page uploads to, without a trailing slash; empty for its own server
 * @param corsOrigins the other origins whose pages may read the responses; may be empty
 */
public record ResultsProperties(
        Datasets datasets,
        List<URI> aggregators,
        Duration refreshInterval,
        Duration connectTimeout,
        Duration hopTimeout,
        Duration requestTimeout,
        Duration ownerWait,
        int maxEventStreams,
        int maxEventQuestions,
        String uploadUrl,
        List<String> corsOrigins) {

    private static final String HOST = "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])";
    private static final String ORIGIN = "https?://" + HOST + "(:\\d{1,5})?";
    private static final String BASE_URL = ORIGIN + "(/[A-Za-z0-9._~-]+)*/?";
    private static final String BASE_URLS = BASE_URL + "(\\s*,\\s*" + BASE_URL + ")*";
    private static final String ORIGINS = "(\\*|" + ORIGIN + "(\\s*,\\s*" + ORIGIN + ")*)?";

    public ResultsProperties {
        aggregators = List.copyOf(aggregators);
        corsOrigins = List.copyOf(corsOrigins);
    }

    public static ResultsProperties read(Settings settings) {
        Duration second = Duration.ofSeconds(1);
        Duration requestTimeout =
                settings.duration("results.request-timeout", Duration.ofSeconds(10), second, Duration.ofMinutes(10));
        return new ResultsProperties(
                DatasetSettings.read(settings),
                list(settings.text(
                                "results.aggregators",
                                "http://localhost:8082",
                                BASE_URLS,
                                "http or https URLs, separated by commas"))
                        .stream()
                        .map(url -> URI.create(withoutSlash(url)))
                        .toList(),
                settings.duration("results.refresh-interval", second, Duration.ofMillis(50), Duration.ofMinutes(1)),
                settings.duration(
                        "results.connect-timeout", Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofMinutes(1)),
                settings.duration(
                        "results.hop-timeout",
                        atMost(requestTimeout, Duration.ofSeconds(7)),
                        Duration.ofMillis(100),
                        requestTimeout,
                        "100ms to request-timeout"),
                requestTimeout,
                settings.duration(
                        "results.owner-wait",
                        atMost(requestTimeout, Duration.ofSeconds(8)),
                        Duration.ZERO,
                        requestTimeout,
                        "0s to request-timeout"),
                settings.integer("results.max-event-streams", 500, 1, 100_000),
                settings.integer("results.max-event-questions", 100, 1, 100_000),
                withoutSlash(settings.text("results.upload-url", "", "(" + BASE_URL + ")?", "an http or https URL")),
                list(settings.text("results.cors-origins", "", ORIGINS, "origins, separated by commas, or *")));
    }

    private static String withoutSlash(String url) {
        return url.replaceFirst("/$", "");
    }

    private static Duration atMost(Duration max, Duration duration) {
        return duration.compareTo(max) < 0 ? duration : max;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
