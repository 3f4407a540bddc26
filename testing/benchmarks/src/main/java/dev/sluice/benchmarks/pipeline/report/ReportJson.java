package dev.sluice.benchmarks.pipeline.report;

import dev.sluice.schemas.message.Json;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats a report for programs. */
public final class ReportJson {
    private ReportJson() {}

    public static void write(Report report, Path file) {
        List<Line> lines = report.figures().stream().map(Line::of).toList();
        Json.MAPPER
                .writerWithDefaultPrettyPrinter()
                .writeValue(file, new Document(report.setting(), true, lines, report.unmeasured()));
    }

    private record Document(
            Report.Setting setting, boolean exact, List<Line> figures, List<Report.Unmeasured> unmeasured) {}

    private record Line(
            String name,
            String unit,
            Spread spread,
            Figure.@Nullable Ratio ratio,
            @Nullable Double atLeast,
            @Nullable Double atMost,
            @Nullable Boolean met) {
        static Line of(Figure figure) {
            Figure.Reach reach = figure.reach();
            return new Line(
                    figure.name(),
                    figure.unit(),
                    figure.spread(),
                    figure.ratio(),
                    reach != null && reach.least() ? (Double) reach.bound() : null,
                    reach != null && !reach.least() ? (Double) reach.bound() : null,
                    reach == null ? null : (Boolean) figure.met());
        }
    }
}
