package dev.sluice.results.dataset;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The response of {@code GET /datasets}. */
record DatasetsDocument(List<DatasetEntry> datasets) {
    DatasetsDocument {
        datasets = List.copyOf(datasets);
    }

    static DatasetsDocument of(Datasets datasets) {
        return new DatasetsDocument(
                datasets.all().stream().map(DatasetEntry::of).toList());
    }

    /**
     * A summary of a dataset.
     *
     * @param groupBy the fields that group rows into series
     * @param measure the field of the statistics
     * @param time the field of the first and the last time, or null if there is none
     */
    record DatasetEntry(
            String name,
            String title,
            String description,
            List<FieldEntry> fields,
            List<String> groupBy,
            String measure,
            @Nullable String time) {
        DatasetEntry {
            fields = List.copyOf(fields);
            groupBy = List.copyOf(groupBy);
        }

        private static DatasetEntry of(Dataset dataset) {
            Field time = dataset.time();
            return new DatasetEntry(
                    dataset.name(),
                    dataset.title(),
                    dataset.description(),
                    dataset.fields().stream().map(FieldEntry::of).toList(),
                    dataset.groupBy().stream().map(Field::name).toList(),
                    dataset.measure().name(),
                    time == null ? null : time.name());
        }
    }

    /**
     * A summary of a field.
     *
     * @param type the type in Table Schema
     * @param required whether every row must have a value
     * @param aliases other names of its column in files
     */
    record FieldEntry(String name, String type, boolean required, List<String> aliases) {
        FieldEntry {
            aliases = List.copyOf(aliases);
        }

        private static FieldEntry of(Field field) {
            return new FieldEntry(field.name(), field.type(), field.required(), field.aliases());
        }
    }
}
