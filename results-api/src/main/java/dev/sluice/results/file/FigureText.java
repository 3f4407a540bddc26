package dev.sluice.results.file;

import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.tabular.dataset.ResultColumn.Statistic;
import org.jspecify.annotations.Nullable;

/** How figures stand in CSV cells. One that there isn't, or that is too large for a double, is an empty cell. */
enum FigureText {
    AS_MEASURED,
    /** What is whole of integers, as long as it is no average, is written as an integer. */
    WHOLE;

    private static final double FIRST_BEYOND_LONG = 0x1p63;

    /** What suits a measure of that type of Table Schema. */
    static FigureText of(String measureType) {
        return measureType.equals("integer") ? WHOLE : AS_MEASURED;
    }

    String of(Statistic statistic, SeriesFigures figures) {
        return switch (statistic) {
            case COUNT -> Long.toString(figures.count());
            case MIN -> measured(figures.min());
            case MAX -> measured(figures.max());
            case SUM -> measured(figures.sum());
            case AVG -> text(figures.avg());
            case STD_DEV -> text(figures.stdDev());
            case FIRST -> text(figures.first());
            case LAST -> text(figures.last());
        };
    }

    private String measured(@Nullable Double figure) {
        if (this == WHOLE && figure != null && isWhole(figure)) {
            return Long.toString(figure.longValue());
        }
        return text(figure);
    }

    private static boolean isWhole(double figure) {
        return figure == Math.rint(figure) && Math.abs(figure) < FIRST_BEYOND_LONG;
    }

    private static String text(@Nullable Object figure) {
        return figure == null ? "" : figure.toString();
    }
}
