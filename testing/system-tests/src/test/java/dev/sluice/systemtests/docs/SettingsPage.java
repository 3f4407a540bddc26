package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.settings.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page with a table of settings for each group of names. The code has all of a row but the meaning, which is kept
 * from row to row.
 */
final class SettingsPage {
    private static final Pattern SECTION = Pattern.compile("## `(sluice\\.[a-z]+\\.)\\*`");
    private static final String ROW = "| `sluice.";
    private static final String HEADER = "| name | environment | default | range | meaning |";
    private static final String DIVIDER = "|---|---|---|---|---|";

    private final List<String> lines;
    private final Map<String, String> meanings = new HashMap<>();

    SettingsPage(List<String> lines) {
        this.lines = List.copyOf(lines);
        for (String line : lines) {
            if (line.startsWith(ROW)) {
                String[] cells = line.split("\\|");
                meanings.put(cells[1].strip().replace("`", ""), cells[cells.length - 1].strip());
            }
        }
    }

    /** Empty where the page has none yet. */
    String meaning(Setting setting) {
        return meanings.getOrDefault(setting.name(), "");
    }

    /** The page with exactly the rows of these settings, in their order. */
    List<String> with(List<Setting> settings) {
        List<String> page = new ArrayList<>();
        List<Setting> without = new ArrayList<>(settings);
        String section = "none";
        for (String line : lines) {
            Matcher heading = SECTION.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            }
            if (!line.startsWith(ROW)) {
                page.add(line);
            }
            if (line.equals(DIVIDER) && page.get(page.size() - 2).equals(HEADER)) {
                String group = section;
                settings.stream()
                        .filter(setting -> setting.name().startsWith(group))
                        .filter(without::remove)
                        .forEach(setting -> page.add(row(setting)));
            }
        }
        assertThat(without).as("settings without a section of the page").isEmpty();
        return page;
    }

    private String row(Setting setting) {
        return "| `" + setting.name() + "` | `" + setting.environment() + "` | " + defaultValue(setting) + " | "
                + setting.range() + " | " + meaning(setting) + " |";
    }

    /** A literal, but for what is said in words. */
    private static String defaultValue(Setting setting) {
        String value = setting.defaultValue();
        return value.isEmpty() || value.contains(" ") ? value : "`" + value + "`";
    }
}
