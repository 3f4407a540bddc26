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

    private static final Datasets SHIPPED = new Datasets(ShippedDocuments.read());

    private final Map<String, Dataset> byName;
    private final List<Dataset> all;

    private Datasets(Map<String, Dataset> byName) {
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
        if (directory.isEmpty()) {
            return SHIPPED;
        }
        Map<String, Dataset> datasets = new TreeMap<>(SHIPPED.byName);
        new DatasetDirectory(directory, settings::fault).addTo(datasets);
        return new Datasets(datasets);
    }

    /** The dataset of that name, if there is one. */
    public Optional<Dataset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All, in the order of their names, the default one first. */
    public List<Dataset> all() {
        return all;
    }

    /** Their names, in that order. */
    public List<String> names() {
        return all.stream().map(Dataset::name).toList();
    }
}
