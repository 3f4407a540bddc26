package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.settings.AccessProperties;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.runtime.admission.WebProperties;
import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.splitter.settings.SplitterProperties;
import dev.sluice.systemtests.support.Repository;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a service would start with the environment that a deployment gives it. */
public final class ServiceSettings {
    private static final String PREFIX = "SLUICE_";

    private static final Map<String, Consumer<Settings>> READERS = Map.of(
            "ingest-gateway",
            GatewayProperties::read,
            "row-splitter",
            SplitterProperties::read,
            "aggregator",
            AggregatorProperties::read,
            "results-api",
            settings -> {
                TopicSettings.read(settings);
                ResultsProperties.read(settings);
            });

    private ServiceSettings() {}

    /** Our own settings are read as the service reads them; of all others the names must be in docs. */
    public static void assertKnown(String service, Map<String, String> environment) {
        String pages = Stream.of("reference/configuration.md", "how-to/secure-kafka.md")
                .flatMap(page -> Pages.lines(Repository.ROOT.resolve("docs").resolve(page)).stream())
                .collect(Collectors.joining("\n"));
        Map<String, String> ours = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                ours.put(name.substring(PREFIX.length()), value);
            } else {
                assertThat(pages).as(service + " " + name).contains("`" + name + "`");
            }
        });
        // Throws with all faults.
        new Settings(ours)
                .verify(HttpProperties::read, WebProperties::read, AccessProperties::read, READERS.get(service));
    }
}
