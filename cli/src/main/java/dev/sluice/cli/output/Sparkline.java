package dev.sluice.cli.output;

import dev.sluice.schemas.query.SeriesProfile.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Draws a series over time in one line of a terminal: averages by height, gaps as blanks. */
final class Sparkline {
    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

    /** As the page does: a longer distance than this times the usual one is a gap. */
    private static final double GAP = 1.5;

    /** The share of the distances that the usual one isn't shorter than. */
    private static final double USUAL = 0.75;

    private Sparkline() {}

    /**
     * Draws points.
     *
     * @param points in the order of time
     * @param interval the length of the points' intervals in seconds
     * @param from the time of the first column
     * @param to the time of the last column
     * @return a text with so many characters, blanks at its end included
     */
    static String of(List<Point> points, long interval, Instant from, Instant to, int columns) {
        double[] averages = averages(points, GAP * Math.max(interval, usualDistance(points)), from, to, columns);
        double min = Arrays.stream(averages).filter(Double::isFinite).min().orElse(0);
        double max = Arrays.stream(averages).filter(Double::isFinite).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (double average : averages) {
            line.append(Double.isNaN(average) ? ' ' : height(average, min, max));
        }
        return line.toString();
    }

    /** The average in each column, or NaN. */
    private static double[] averages(List<Point> points, double gap, Instant from, Instant to, int columns) {
        double[] averages = new double[columns];
        long[] counts = new long[columns];
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            int column = column(point.start(), from, to, columns);
            counts[column] += point.count();
            averages[column] += (point.avg() - averages[column]) * ((double) point.count() / counts[column]);
            Instant next = i + 1 < points.size() ? points.get(i + 1).start() : point.start();
            if (Duration.between(point.start(), next).toSeconds() <= gap) {
                Arrays.fill(averages, column + 1, Math.max(column + 1, column(next, from, to, columns)), point.avg());
                Arrays.fill(counts, column + 1, Math.max(column + 1, column(next, from, to, columns)), 1);
            }
        }
        for (int column = 0; column < columns; column++) {
            averages[column] = counts[column] == 0 ? Double.NaN : averages[column];
        }
        return averages;
    }

    private static long usualDistance(List<Point> points) {
        long[] seconds = new long[Math.max(0, points.size() - 1)];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = Duration.between(
                            points.get(i).start(), points.get(i + 1).start())
                    .toSeconds();
        }
        Arrays.sort(seconds);
        return seconds.length == 0 ? 0 : seconds[(int) (USUAL * (seconds.length - 1))];
    }

    private static int column(Instant time, Instant from, Instant to, int columns) {
        double range = Duration.between(from, to).toSeconds();
        double share = range == 0 ? 0 : Duration.between(from, time).toSeconds() / range;
        return (int) Math.min(columns - 1L, Math.round(share * (columns - 1)));
    }

    private static char height(double value, double min, double max) {
        // Halves, as the difference of the extremes may exceed the range of doubles.
        double range = max / 2 - min / 2;
        int step = range == 0 ? 0 : (int) ((value / 2 - min / 2) / range * (HEIGHTS.length() - 1) + 0.5);
        return HEIGHTS.charAt(step);
    }
}
