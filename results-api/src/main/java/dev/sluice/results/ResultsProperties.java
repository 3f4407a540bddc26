package dev.sluice.results;

import dev.sluice.schemas.Settings;
import dev.sluice.schemas.dataset.Datasets;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The settings {@code sluice.results.*}.
 *
 * @param datasets whose results this service can lay out
 * @param aggregatorUrl where to ask, without a slash at its end; not used where the aggregator is in the same process
 * @param connectTimeout how long one connection may take to come about
 * @param requestTimeout how long one question may take altogether, to the last byte of its answer. Keep it longer than
 *     the aggregator waits for a file it doesn't know yet
 * @param corsOrigins web pages of these origins may read the answers; none if empty
 */
public record ResultsProperties(
        Datasets datasets,
        URI aggregatorUrl,
        Duration connectTimeout,
        Duration requestTimeout,
        List<String> corsOrigins) {

    private static final String HOST = "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])";
    private static final String ORIGIN = "https?://" + HOST + "(:\\d{1,5})?";
    private static final String BASE_URL = ORIGIN + "(/[A-Za-z0-9._~-]+)*/?";
    private static final String ORIGINS = "(\\*|" + ORIGIN + "(\\s*,\\s*" + ORIGIN + ")*)?";

    public ResultsProperties {
        corsOrigins = List.copyOf(corsOrigins);
    }

    public static ResultsProperties read(Settings settings) {
        Duration second = Duration.ofSeconds(1);
        return new ResultsProperties(
                Datasets.read(settings),
                URI.create(settings.text("results.aggregator-url", "http://localhost:8082", BASE_URL)
                        .replaceFirst("/$", "")),
                settings.duration(
                        "results.connect-timeout", Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofMinutes(1)),
                settings.duration("results.request-timeout", Duration.ofSeconds(10), second, Duration.ofMinutes(10)),
                origins(settings.text("results.cors-origins", "", ORIGINS)));
    }

    private static List<String> origins(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }
}
