package dev.sluice.results.file;

import dev.sluice.schemas.query.Percentiles;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.tabular.dataset.ResultColumn.Statistic;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Formats figures for CSV cells. A missing figure, or one that exceeds the range of doubles, is an empty cell. */
public enum FigureText {
    AS_MEASURED,
    /** Whole figures of integers, but for averages, are formatted as integers. */
    WHOLE;

    private static final double FIRST_BEYOND_LONG = 0x1p63;

    /** The format for a measure with this type of Table Schema. */
    public static FigureText of(String measureType) {
        return measureType.equals("integer") ? WHOLE : AS_MEASURED;
    }

    /** The cell of a statistic. */
    public String of(Statistic statistic, SeriesFigures figures) {
        return switch (statistic) {
            case COUNT -> Long.toString(figures.count());
            case MIN -> measured(figures.min());
            case MAX -> measured(figures.max());
            case SUM -> measured(figures.sum());
            case AVG -> text(figures.avg());
            case STD_DEV -> text(figures.stdDev());
            case FIRST -> text(figures.first());
            case LAST -> text(figures.last());
            case P01 -> percentile(figures, Percentiles::p01);
            case P05 -> percentile(figures, Percentiles::p05);
            case P25 -> percentile(figures, Percentiles::p25);
            case P50 -> percentile(figures, Percentiles::p50);
            case P75 -> percentile(figures, Percentiles::p75);
            case P95 -> percentile(figures, Percentiles::p95);
            case P99 -> percentile(figures, Percentiles::p99);
            case RANK_ERROR -> rankError(figures.percentiles());
        };
    }

    private String percentile(SeriesFigures figures, ToDoubleFunction<Percentiles> percentile) {
        Percentiles percentiles = figures.percentiles();
        return percentiles == null ? "" : measured(percentile.applyAsDouble(percentiles));
    }

    private static String rankError(@Nullable Percentiles percentiles) {
        if (percentiles == null) {
            return "";
        }
        return percentiles.rankError() == null ? "0" : text(percentiles.rankError());
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
