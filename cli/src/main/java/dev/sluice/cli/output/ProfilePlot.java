package dev.sluice.cli.output;

import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesProfile.Point;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Draws series over time for a terminal: a line for each, all over the same time. */
public final class ProfilePlot {
    private static final int COLUMNS = 60;
    private static final int WIDEST_SERIES = 30;
    private static final MathContext DIGITS = new MathContext(6);

    private ProfilePlot() {}

    /**
     * Draws series.
     *
     * @param profiles the first series of a file
     * @param series the number of all of its series
     * @return lines, each with a line end
     */
    public static String of(List<SeriesProfile> profiles, long series) {
        Optional<Instant> from = points(profiles).map(Point::start).min(Comparator.naturalOrder());
        Optional<Instant> to = points(profiles).map(Point::start).max(Comparator.naturalOrder());
        if (from.isEmpty() || to.isEmpty()) {
            return "no series has values with a time\n";
        }
        TextTable table = new TextTable(List.of("series", "min", "max", "averages"), Set.of(0, 3));
        for (SeriesProfile profile : profiles) {
            Long interval = profile.intervalSeconds();
            table.add(List.of(
                    Printable.cut(profile.series(), WIDEST_SERIES),
                    ResultTable.figure(
                            profile.points().stream()
                                    .map(Point::min)
                                    .min(Comparator.naturalOrder())
                                    .orElse(null),
                            DIGITS),
                    ResultTable.figure(
                            profile.points().stream()
                                    .map(Point::max)
                                    .max(Comparator.naturalOrder())
                                    .orElse(null),
                            DIGITS),
                    Sparkline.of(profile.points(), interval == null ? 0 : interval, from.get(), to.get(), COLUMNS)));
        }
        StringBuilder out = new StringBuilder()
                .append(from.get())
                .append(" to ")
                .append(to.get())
                .append("\n\n")
                .append(table);
        long more = series - profiles.size();
        if (more > 0) {
            out.append(String.format(Locale.ROOT, "… and %,d more series%n", more));
        }
        return out.toString();
    }

    private static Stream<Point> points(List<SeriesProfile> profiles) {
        return profiles.stream().flatMap(profile -> profile.points().stream());
    }
}
