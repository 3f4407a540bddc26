package dev.sluice.runtime.settings;

import dev.sluice.tabular.dataset.shipped.Datasets;

/** The settings {@code sluice.datasets.*}. */
public final class DatasetSettings {
    private DatasetSettings() {}

    /** Reads them, and the documents in their directory. Each fault of a document is a fault of the settings. */
    public static Datasets read(Settings settings) {
        return Datasets.of(
                settings.text("datasets.directory", "", ".*", "a path"),
                settings.integer("datasets.max-columns", Datasets.DEFAULT_MAX_COLUMNS, 1, 65_536),
                settings::fault);
    }
}
