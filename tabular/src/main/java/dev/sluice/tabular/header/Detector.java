package dev.sluice.tabular.header;

import dev.sluice.tabular.csv.RecordCursor;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Dataset.HeaderRow;
import dev.sluice.tabular.header.ReadOptions.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries each delimiter on a file's first record, as a header row and as a row, unless the document or the client
 * decides. Ranks attempts by whether they fit, then by the number of fields named, then by the number of cells.
 */
final class Detector {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private final byte[] text;
    private final int from;
    private final int to;
    private final long lines;
    private final Dataset dataset;
    private final ReadOptions asked;
    private final FieldNames fieldNames;
    private final Set<String> mapped;
    private final boolean ofRejects;
    /** Why the first delimiter that yields no record fails. */
    private @Nullable HeaderException unread;

    /**
     * The first record, as a possible header row.
     *
     * @param known the number of cells that name a field
     */
    private record Attempt(FirstRecord record, long known) {
        static final Comparator<Attempt> BEST_FIRST = Comparator.comparingLong(Attempt::known)
                .thenComparingInt(attempt -> attempt.record().cells().size())
                .reversed();
    }

    private record Misfit(Attempt attempt, HeaderException why) {}

    /** @param lines the number of physical lines before the text */
    Detector(byte[] text, int from, int to, long lines, Dataset dataset, ReadOptions asked) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.lines = lines;
        this.dataset = dataset;
        ofRejects = Detection.isOfRejects(text, from, to);
        this.asked = ofRejects ? asked.withoutSkippedLines() : asked;
        fieldNames = new FieldNames(dataset);
        mapped = asked.mappedColumns();
    }

    Detection detect() throws HeaderException {
        List<FirstRecord> records = records();
        if (isHeaderless()) {
            return withoutHeader(records);
        }
        List<Misfit> misfits = new ArrayList<>();
        for (Attempt attempt : attempts(records)) {
            try {
                return withHeader(attempt.record());
            } catch (HeaderException e) {
                misfits.add(new Misfit(attempt, e));
            }
        }
        return withMisfit(misfits.get(0), records);
    }

    /**
     * In the order of their ranks, so that further ones are tried only if the best doesn't fit; on a tie in the order
     * of delimiters.
     */
    private List<Attempt> attempts(List<FirstRecord> records) {
        return records.stream()
                .map(record -> new Attempt(
                        record, record.cells().stream().filter(this::isKnown).count()))
                .sorted(Attempt.BEST_FIRST)
                .toList();
    }

    private boolean isHeaderless() {
        if (ofRejects) {
            return false;
        }
        return asked.header() == null ? dataset.headerRow() == HeaderRow.ABSENT : !asked.header();
    }

    private List<FirstRecord> records() throws HeaderException {
        List<FirstRecord> records = new ArrayList<>();
        for (char delimiter : delimiters()) {
            try {
                records.add(FirstRecord.read(text, from, to, lines, delimiter));
            } catch (HeaderException e) {
                unread = unread == null ? e : unread;
            }
        }
        if (records.isEmpty() && unread != null) {
            throw unread;
        }
        return records;
    }

    private List<Character> delimiters() {
        if (ofRejects) {
            return List.of(',');
        }
        if (asked.delimiter() != null) {
            return List.of(asked.delimiter());
        }
        return dataset.delimiter() == null ? DELIMITERS : List.of(dataset.delimiter());
    }

    private boolean isKnown(String column) {
        return mapped.contains(column)
                || fieldNames.byOwnName(column).isPresent()
                || fieldNames.byAlias(column).isPresent();
    }

    private Detection withHeader(FirstRecord record) throws HeaderException {
        ReadOptions options = asked.detected(record.delimiter(), true);
        Columns columns = Columns.of(record.text(), dataset, options);
        int rows = asked.skipped().afterHeader();
        RecordCursor cursor = new RecordCursor(text, record.end(), to, record.linesAfter(), record.delimiter());
        while (rows > 0 && cursor.next()) {
            // A row of units, or whatever the client says.
            rows -= isComment(cursor) ? 0 : 1;
        }
        return new Detection(options, record.text(), columns, cursor.nextStart(), cursor.nextLine());
    }

    private boolean isComment(RecordCursor record) {
        Character comment = asked.skipped().comment();
        return comment != null && record.beginsWith(comment) && !record.hasSeveralLines();
    }

    /** The file is known to have no header row: an invalid first row is an invalid row. */
    private Detection withoutHeader(List<FirstRecord> records) throws HeaderException {
        HeaderFaults faults = new HeaderFaults(dataset, asked, records.get(0).cells());
        if (asked.layout() == Layout.WIDE) {
            throw faults.noHeaderRow();
        }
        if (asked.skipped().afterHeader() > 0) {
            throw faults.nothingAfterHeader();
        }
        HeaderlessFile file = new HeaderlessFile(dataset, asked);
        Optional<FirstRecord> fits = records.stream().filter(file::fits).findFirst();
        if (fits.isPresent()) {
            return file.detection(fits.get());
        }
        Optional<FirstRecord> fitsInNumber =
                records.stream().filter(file::fitsInNumber).findFirst();
        if (fitsInNumber.isPresent()) {
            return file.detection(fitsInNumber.get());
        }
        FirstRecord most = records.stream()
                .reduce((a, b) -> a.cells().size() >= b.cells().size() ? a : b)
                .orElseThrow();
        throw file.misfit(most);
    }

    /** The first record is a valid header row with no delimiter. */
    private Detection withMisfit(Misfit best, List<FirstRecord> records) throws HeaderException {
        if (asked.layout() == Layout.WIDE) {
            throw best.why();
        }
        HeaderlessFile file = new HeaderlessFile(dataset, asked);
        Optional<FirstRecord> row = records.stream().filter(file::fits).findFirst();
        boolean optional = asked.header() == null && dataset.headerRow() == HeaderRow.OPTIONAL;
        boolean namesField = best.attempt().known() > 0;
        if (optional && !namesField && row.isEmpty()) {
            row = records.stream().filter(file::isInvalidRow).findFirst();
        }
        if (optional && row.isPresent()) {
            return file.detection(row.get());
        }
        if (row.isPresent() && asked.header() == null) {
            throw best.why().and("if the file has no header row, set header=absent");
        }
        if (!namesField && unread != null) {
            // More likely the reason than a header row that names no field.
            throw unread;
        }
        throw optional
                ? best.why()
                        .and("as a first row it doesn't fit either: "
                                + file.misfitInWords(best.attempt().record()))
                : best.why();
    }
}
