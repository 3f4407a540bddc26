package dev.sluice.results.file;

import dev.sluice.schemas.query.SeriesPage.Series;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.ResultColumn;
import dev.sluice.tabular.dataset.ResultColumn.Statistic;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The layout of a dataset's CSV result.
 *
 * @param columns the columns, in order
 * @param groupCells the cells of the group fields of which a series key consists
 * @param figures the format of figures
 */
record SeriesTable(List<ResultColumn> columns, Function<String, List<String>> groupCells, FigureText figures) {
    SeriesTable {
        columns = List.copyOf(columns);
    }

    /** The layout of the dataset's document; all columns if the dataset is unknown here. */
    static SeriesTable of(Datasets datasets, String dataset) {
        return datasets.find(dataset).map(SeriesTable::of).orElseGet(SeriesTable::ofUnknown);
    }

    static SeriesTable of(Dataset dataset) {
        return new SeriesTable(
                dataset.result(),
                dataset::seriesCells,
                FigureText.of(dataset.measure().type()));
    }

    private static SeriesTable ofUnknown() {
        List<ResultColumn> columns = new ArrayList<>();
        columns.add(new ResultColumn("series", 0, null));
        for (Statistic statistic : Statistic.values()) {
            columns.add(new ResultColumn(statistic.name().toLowerCase(Locale.ROOT), -1, statistic));
        }
        return new SeriesTable(columns, List::of, FigureText.AS_MEASURED);
    }

    List<String> header() {
        return columns.stream().map(ResultColumn::title).toList();
    }

    List<String> row(Series series) {
        List<String> group = groupCells.apply(series.series());
        return columns.stream().map(column -> cell(column, group, series)).toList();
    }

    private String cell(ResultColumn column, List<String> group, Series series) {
        Statistic statistic = column.statistic();
        if (statistic != null) {
            return figures.of(statistic, series.figures());
        }
        // A file may be older than its dataset's document: then its keys may have fewer parts.
        return column.groupBy() < group.size() ? group.get(column.groupBy()) : "";
    }
}
