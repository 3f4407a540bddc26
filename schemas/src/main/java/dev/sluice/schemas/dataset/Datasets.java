package dev.sluice.schemas.dataset;

import dev.sluice.schemas.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The datasets of one Sluice: those it ships with, and those of the directory that {@code sluice.datasets.directory} names. */
public final class Datasets {
    /** The name of the dataset that is meant where none is named. */
    public static final String DEFAULT = "sensor-readings";

    private static final int MAX_COLUMNS = 10_000;

    private static final Datasets SHIPPED = new Datasets(ShippedDocuments.read(), MAX_COLUMNS);

    private final Map<String, Dataset> byName;
    private final List<Dataset> all;
    private final int maxColumns;

    private Datasets(Map<String, Dataset> byName, int maxColumns) {
        this.maxColumns = maxColumns;
        this.byName = Map.copyOf(byName);
        all = byName.values().stream()
                .sorted(Comparator.comparing(
                                (Dataset dataset) -> !dataset.name().equals(DEFAULT))
                        .thenComparing(Dataset::name))
                .toList();
    }

    /** Those Sluice ships with: {@code sensor-readings, song-plays, measurements}. */
    public static Datasets shipped() {
        return SHIPPED;
    }

    /** Reads {@code sluice.datasets.*}; every fault of every document is the settings' to report. */
    public static Datasets read(Settings settings) {
        String directory = settings.text("datasets.directory", "", ".*");
        int maxColumns = settings.integer("datasets.max-columns", MAX_COLUMNS, 1, 65_536);
        if (directory.isEmpty() && maxColumns == MAX_COLUMNS) {
            return SHIPPED;
        }
        Map<String, Dataset> datasets = new TreeMap<>(SHIPPED.byName);
        if (!directory.isEmpty()) {
            new DatasetDirectory(directory, settings::fault).addTo(datasets);
        }
        return new Datasets(datasets, maxColumns);
    }

    /** The dataset of that name, if there is one. */
    public Optional<Dataset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All, in the order of their names, the default one first. */
    public List<Dataset> all() {
        return all;
    }

    /** How many columns a file may have, whatever its dataset: in the wide layout each is a series. */
    public int maxColumns() {
        return maxColumns;
    }

    /** Their names, in that order. */
    public List<String> names() {
        return all.stream().map(Dataset::name).toList();
    }
}
