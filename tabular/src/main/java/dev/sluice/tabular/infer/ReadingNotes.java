package dev.sluice.tabular.infer;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.text.TruncatedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reader of a file's first rows should know although they are valid: times without a zone, mixed series. */
public final class ReadingNotes {
    private static final int MAX_ROWS = 1_000;
    /** The share of rows that is worth a note. */
    private static final double MANY_REPEATED = 0.05;
    /** One that no time has, so that times without a zone become others. */
    private static final String OTHER_ZONE = "+17:59";

    private ReadingNotes() {}

    /**
     * Reads the first rows twice: as the client asks, and with times in another zone.
     *
     * @param beginning of the file, UTF-8 without byte order mark
     * @param dataset of the rows
     * @param asked what the client said
     * @param rows the maximum number of rows that are read
     */
    public static List<String> of(byte[] beginning, Dataset dataset, ReadOptions asked, int rows) {
        Times read = new Times(asked.applyTo(dataset));
        if (dataset.time() == null || !read(beginning, asked, read, Math.min(rows, MAX_ROWS))) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        if (asked.cells().zone() == null && hasLocalTimes(beginning, dataset, asked, read)) {
            notes.add("times have no zone and are taken as UTC; zone= says another");
        }
        if (read.repeated > read.times.size() * MANY_REPEATED) {
            boolean one = dataset.groupBy().size() == 1;
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d valid rows have the time of another one of the same series, so several series may be"
                            + " counted as one%s",
                    read.repeated,
                    read.times.size(),
                    one
                            ? "; map." + dataset.groupBy().get(0).name() + "= names the column that tells them apart"
                            : ""));
        }
        return notes;
    }

    private static boolean hasLocalTimes(byte[] beginning, Dataset dataset, ReadOptions asked, Times read) {
        Map<String, String> options = new HashMap<>(asked.values());
        options.put("zone", OTHER_ZONE);
        ReadOptions elsewhere = ReadOptions.of(options);
        Times other = new Times(elsewhere.applyTo(dataset));
        return read(beginning, elsewhere, other, read.records) && !other.times.equals(read.times);
    }

    private static boolean read(byte[] text, ReadOptions asked, Times times, int rows) {
        try {
            Detection detection = Detection.of(text, 0, text.length, times.dataset, asked);
            CsvRows records = new CsvRows(
                    text,
                    detection.firstRow(),
                    detection.linesBefore() + 1,
                    times.dataset,
                    detection.columns(),
                    detection.options());
            while (times.records < rows && records.next(times)) {
                times.records++;
            }
            return !times.times.isEmpty();
        } catch (HeaderException e) {
            return false;
        }
    }

    /** The times of the valid rows. */
    private static final class Times implements RowHandler {
        private final Dataset dataset;
        private final List<Object> times = new ArrayList<>();
        private final Set<List<Object>> seen = new HashSet<>();
        private int records;
        private int repeated;

        Times(Dataset dataset) {
            this.dataset = dataset;
        }

        @Override
        public void valid(long line, Object[] values) {
            Object time = value(dataset.time(), values);
            if (time instanceof Long) {
                List<Object> key = new ArrayList<>();
                key.add(time);
                dataset.groupBy().forEach(field -> key.add(value(field, values)));
                times.add(time);
                repeated += seen.add(key) ? 0 : 1;
            }
        }

        private static Object value(@Nullable Field field, Object[] values) {
            return field == null ? Field.MISSING : values[field.index()];
        }

        @Override
        public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
            // They are listed as such.
        }
    }
}
