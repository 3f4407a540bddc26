package dev.sluice.tabular.header;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The series columns of a wide file: their names are values of the group field, their cells the measure. */
final class SeriesColumns {
    private final Field group;
    private final Field measure;
    private final HeaderFaults faults;
    private final Map<String, String> nameOf = new HashMap<>();

    SeriesColumns(Dataset dataset, HeaderFaults faults) {
        group = dataset.groupBy().get(0);
        measure = dataset.measure();
        this.faults = faults;
    }

    Column column(String name) throws HeaderException {
        Object series = group.parse(name);
        if (series == null) {
            throw faults.badSeries(group, name);
        }
        String before = nameOf.putIfAbsent(group.text(series), name);
        if (before != null) {
            throw faults.duplicateSeries(List.of(before, name));
        }
        return new Column(name, measure, series);
    }

    void checkAny() throws HeaderException {
        if (nameOf.isEmpty()) {
            throw faults.noSeries();
        }
    }
}
