package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.runtime.admission.WebProperties;
import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.settings.Setting;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.splitter.settings.SplitterProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The one documented table of settings, against the code that reads them. */
class SettingsTableTest {
    private static final Path PAGE =
            Path.of("").toAbsolutePath().getParent().resolve("docs").resolve("operations.md");

    @Test
    void shouldListEverySettingWithItsDefaultAndNoOther() throws IOException {
        Settings settings = new Settings(Map.of())
                .verify(
                        HttpProperties::read,
                        GatewayProperties::read,
                        SplitterProperties::read,
                        AggregatorProperties::read,
                        ResultsProperties::read,
                        WebProperties::read);

        assertThat(documented())
                .containsExactlyInAnyOrderEntriesOf(settings.asked().stream()
                        .collect(Collectors.toMap(Setting::name, Setting::defaultValue)));
    }

    /** The names in the first column of the table, with the defaults in the third. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> table = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `sluice.")) {
                String[] cells = line.split("\\|");
                table.put(code(cells[1]), code(cells[3]));
            }
        }
        return table;
    }

    private static String code(String cell) {
        return cell.strip().replace("`", "");
    }
}
