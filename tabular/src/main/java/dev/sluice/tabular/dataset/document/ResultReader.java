package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.ResultColumn;
import dev.sluice.tabular.dataset.ResultColumn.Statistic;
import dev.sluice.tabular.text.FoundText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a document's CSV result. */
final class ResultReader {
    private static final Set<Statistic> OF_TIME = Set.of(Statistic.FIRST, Statistic.LAST);
    private static final Set<Statistic> OF_PERCENTILES = EnumSet.range(Statistic.P01, Statistic.RANK_ERROR);

    private final List<String> groupBy;
    private final boolean hasTime;
    private final boolean hasPercentiles;

    ResultReader(FieldRoles roles, boolean hasPercentiles) {
        groupBy = roles.groupByNames();
        hasTime = roles.time() != null;
        this.hasPercentiles = hasPercentiles;
    }

    List<ResultColumn> read(DocumentNode node) {
        if (!node.isThere()) {
            return defaultColumns();
        }
        List<ResultColumn> columns = new ArrayList<>();
        Set<String> titles = new HashSet<>();
        List<DocumentNode> items = node.items("an array of columns");
        if (node.value().isArray() && items.isEmpty()) {
            node.fault("expected at least one column, found none");
        }
        for (DocumentNode item : items) {
            ResultColumn column = item.isObject() ? column(item) : null;
            if (column != null) {
                columns.add(column);
                if (!titles.add(column.title())) {
                    item.fault("expected titles that differ, found " + FoundText.quoted(column.title()) + " twice");
                }
            }
        }
        return columns;
    }

    private List<ResultColumn> defaultColumns() {
        List<ResultColumn> columns = new ArrayList<>();
        for (String name : groupBy) {
            columns.add(new ResultColumn(name, columns.size(), null));
        }
        for (Statistic statistic : Statistic.values()) {
            if ((hasTime || !OF_TIME.contains(statistic)) && (hasPercentiles || !OF_PERCENTILES.contains(statistic))) {
                columns.add(new ResultColumn(title(statistic), -1, statistic));
            }
        }
        return columns;
    }

    private @Nullable ResultColumn column(DocumentNode item) {
        item.knows(Set.of("field", "statistic", "title"), Set.of());
        DocumentNode field = item.get("field");
        DocumentNode figure = item.get("statistic");
        if (field.isThere() == figure.isThere()) {
            item.fault("expected either a field or a statistic, found " + (field.isThere() ? "both" : "neither"));
            return null;
        }
        return field.isThere() ? fieldColumn(field, item.get("title")) : figureColumn(figure, item.get("title"));
    }

    private @Nullable ResultColumn fieldColumn(DocumentNode field, DocumentNode title) {
        String name = field.string();
        int position = name == null ? -1 : groupBy.indexOf(name);
        if (name == null || position < 0) {
            // If there is no group field, that is the fault to report.
            if (name != null && !groupBy.isEmpty()) {
                field.expected("a field that rows are grouped by");
            }
            return null;
        }
        return new ResultColumn(title.nonBlank(name), position, null);
    }

    private @Nullable ResultColumn figureColumn(DocumentNode figure, DocumentNode title) {
        Statistic statistic = figure.choice(EnumSet.allOf(Statistic.class));
        if (statistic == null) {
            return null;
        }
        if (OF_TIME.contains(statistic) && !hasTime) {
            figure.fault("expected a statistic that needs no time, as the dataset has none, found " + figure.value());
        }
        if (OF_PERCENTILES.contains(statistic) && !hasPercentiles) {
            figure.fault(
                    "expected no percentile, as the dataset has none (percentiles: false), found " + figure.value());
        }
        return new ResultColumn(title.nonBlank(title(statistic)), -1, statistic);
    }

    private static String title(Statistic statistic) {
        return statistic.name().toLowerCase(Locale.ROOT);
    }
}
