package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.settings.AccessProperties;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.objects.settings.ObjectStoreProperties;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.runtime.admission.WebProperties;
import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.settings.Setting;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.splitter.settings.SplitterProperties;
import dev.sluice.systemtests.support.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the configuration reference with the code; {@code ./dev docs} regenerates its tables. */
class SettingsTableTest {
    private static final Path PAGE = Repository.ROOT.resolve("docs/reference/configuration.md");
    private static final Path OBJECTS = Repository.ROOT.resolve("docs/reference/object-store.md");

    @Test
    void shouldHaveTheSettingsOfTheCodeWithTheirDefaultsAndRanges() throws IOException {
        List<Setting> settings = new Settings(Map.of())
                .verify(
                        HttpProperties::read,
                        GatewayProperties::read,
                        SplitterProperties::read,
                        AggregatorProperties::read,
                        ResultsProperties::read,
                        WebProperties::read,
                        AccessProperties::read,
                        ObjectStoreProperties::read)
                .asked();
        Map<Boolean, List<Setting>> ofObjects = settings.stream()
                .collect(Collectors.partitioningBy(setting -> setting.name().startsWith("sluice.objects.")));

        assertThat(settings).hasSizeGreaterThan(40);
        assertPage(PAGE, ofObjects.get(false));
        assertPage(OBJECTS, ofObjects.get(true));
    }

    private static void assertPage(Path path, List<Setting> settings) throws IOException {
        SettingsPage page = new SettingsPage(Pages.lines(path));
        List<String> written = page.with(settings);
        if (System.getProperty("docs", "").equals("write")) {
            Files.write(path, written);
        }
        assertThat(Pages.lines(path)).as("./dev docs regenerates the page").isEqualTo(written);
        assertThat(settings).allSatisfy(setting -> assertThat(page.meaning(setting))
                .as("the meaning of %s, in %s", setting.name(), path)
                .isNotBlank());
    }
}
