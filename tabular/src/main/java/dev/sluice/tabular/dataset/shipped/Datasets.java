package dev.sluice.tabular.dataset.shipped;

import dev.sluice.tabular.dataset.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The datasets of an installation: the shipped ones and those of a directory of documents. */
public final class Datasets {
    /** The dataset that applies if none is named. */
    public static final String DEFAULT = "sensor-readings";

    /** The default maximum number of columns of a file. */
    public static final int DEFAULT_MAX_COLUMNS = 10_000;

    private static final Datasets SHIPPED = new Datasets(ShippedDocuments.read(), DEFAULT_MAX_COLUMNS);

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

    /** The shipped datasets: {@code sensor-readings, song-plays, measurements}. */
    public static Datasets shipped() {
        return SHIPPED;
    }

    /**
     * The shipped datasets and those of a directory.
     *
     * @param directory with dataset documents, or empty
     * @param maxColumns the maximum number of columns of a file
     * @param faults receives each fault of each document
     */
    public static Datasets of(String directory, int maxColumns, Consumer<String> faults) {
        if (directory.isEmpty() && maxColumns == DEFAULT_MAX_COLUMNS) {
            return SHIPPED;
        }
        Map<String, Dataset> datasets = new TreeMap<>(SHIPPED.byName);
        if (!directory.isEmpty()) {
            new DatasetDirectory(directory, faults).addTo(datasets);
        }
        return new Datasets(datasets, maxColumns);
    }

    /**
     * The shipped datasets and those of a directory.
     *
     * @throws IllegalArgumentException with every fault of every document
     */
    public static Datasets of(Path directory) {
        List<String> faults = new ArrayList<>();
        Datasets datasets = of(directory.toString(), DEFAULT_MAX_COLUMNS, faults::add);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return datasets;
    }

    /** The dataset with this name, if there is one. */
    public Optional<Dataset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All datasets, in the order of their names, the default first. */
    public List<Dataset> all() {
        return all;
    }

    /** The maximum number of columns of a file, whatever its dataset: in the wide layout each column is a series. */
    public int maxColumns() {
        return maxColumns;
    }

    /** Their names, in the same order. */
    public List<String> names() {
        return all.stream().map(Dataset::name).toList();
    }
}
