package dev.sluice.results.window;

import dev.sluice.results.file.FigureText;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.ResultColumn.Statistic;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The layout of a dataset's windows as CSV: the group fields, then when the window begins and ends, then its statistics.
 *
 * @param groupBy the titles of the group fields
 * @param groupCells the cells of the group fields of which a series key consists
 * @param figures the format of figures
 */
record WindowsTable(List<String> groupBy, Function<String, List<String>> groupCells, FigureText figures) {
    private static final List<Statistic> STATISTICS = List.of(
            Statistic.COUNT,
            Statistic.MIN,
            Statistic.MAX,
            Statistic.AVG,
            Statistic.SUM,
            Statistic.STD_DEV,
            Statistic.FIRST,
            Statistic.LAST);

    WindowsTable {
        groupBy = List.copyOf(groupBy);
    }

    /** The layout of the dataset; the whole key as one column if the dataset is unknown here. */
    static WindowsTable of(Datasets datasets, String dataset) {
        return datasets.find(dataset)
                .map(WindowsTable::of)
                .orElseGet(() -> new WindowsTable(List.of("series"), List::of, FigureText.AS_MEASURED));
    }

    private static WindowsTable of(Dataset dataset) {
        return new WindowsTable(
                dataset.groupBy().stream().map(Field::name).toList(),
                dataset::seriesCells,
                FigureText.of(dataset.measure().type()));
    }

    List<String> header() {
        List<String> cells = new ArrayList<>(groupBy);
        cells.add("window_start");
        cells.add("window_end");
        STATISTICS.forEach(statistic -> cells.add(statistic.name().toLowerCase(Locale.ROOT)));
        return cells;
    }

    List<String> row(SeriesWindows.Window window) {
        List<String> group = groupCells.apply(window.series());
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < groupBy.size(); i++) {
            // A file may be older than its dataset's document: then its keys may have fewer parts.
            cells.add(i < group.size() ? group.get(i) : "");
        }
        cells.add(window.start().toString());
        cells.add(window.end().toString());
        STATISTICS.forEach(statistic -> cells.add(figures.of(statistic, window.figures())));
        return cells;
    }
}
