package dev.sluice.aggregator.file;

import dev.sluice.aggregator.store.codec.StoreValue;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.tabular.row.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of one file's rows, twice: by the splitter, chunk by chunk, and here, row by row. A file is complete
 * when both agree.
 */
public final class RowReconciliation {
    /** Of how many kinds errors are counted apart: the code and the field of further ones aren't told. */
    public static final int MAX_ERROR_KINDS = 1_000;

    /** Of all of their codes and fields. */
    private static final int MAX_ERROR_CHARS = 64 * 1024;

    /** The code of errors of further kinds. */
    public static final String OTHER_ERRORS = "other-errors";

    private Tally chunksSplit = Tally.NONE;
    private Tally validSplit = Tally.NONE;
    private Tally invalidSplit = Tally.NONE;
    private Tally validCounted = Tally.NONE;
    private Tally invalidCounted = Tally.NONE;
    private final List<ErrorCount> errors = new ArrayList<>();

    void writeTo(StoreValue out) {
        write(chunksSplit, out);
        write(validSplit, out);
        write(invalidSplit, out);
        write(validCounted, out);
        write(invalidCounted, out);
        out.number(errors.size());
        errors.forEach(error -> out.text(error.code()).text(error.field()).number(error.count()));
    }

    static RowReconciliation readFrom(StoreValue.Reader in) {
        RowReconciliation books = new RowReconciliation();
        books.chunksSplit = readTally(in);
        books.validSplit = readTally(in);
        books.invalidSplit = readTally(in);
        books.validCounted = readTally(in);
        books.invalidCounted = readTally(in);
        for (long left = in.number(); left > 0; left--) {
            books.errors.add(new ErrorCount(in.some(in.text()), in.text(), in.number()));
        }
        return books;
    }

    private static void write(Tally tally, StoreValue out) {
        out.number(tally.rows()).number(tally.checksum());
    }

    private static Tally readTally(StoreValue.Reader in) {
        return new Tally(in.number(), in.number());
    }

    void split(ChunkSplit event) {
        chunksSplit = chunksSplit.plus(event.chunk());
        validSplit = validSplit.plus(event.valid());
        invalidSplit = invalidSplit.plus(event.invalid());
    }

    void counted(Tally validRows) {
        validCounted = validCounted.plus(validRows);
    }

    void counted(InvalidRow row) {
        invalidCounted = invalidCounted.plus(row.tally());
        row.errors().forEach(error -> count(error.code(), error.field(), 1));
        if (row.moreErrors() != null) {
            row.moreErrors().forEach(more -> count(more.code(), more.field(), more.count()));
        }
    }

    long chunksSplit() {
        return chunksSplit.rows();
    }

    long rowsSplit() {
        return validSplit.rows() + invalidSplit.rows();
    }

    long validRows() {
        return validCounted.rows();
    }

    long invalidRows() {
        return invalidCounted.rows();
    }

    long rowsCounted() {
        return validCounted.rows() + invalidCounted.rows();
    }

    /** How many errors of each code and field the invalid rows have. */
    List<ErrorCount> errors() {
        return errors;
    }

    /** Whether nothing was split or counted yet. */
    boolean untouched() {
        return chunksSplit.rows() == 0 && rowsCounted() == 0;
    }

    /** Every chunk was split once, and every row the splitter counted was counted here. */
    boolean balance(long chunks) {
        return chunksSplit.equals(Tally.ofFirst(chunks))
                && validCounted.equals(validSplit)
                && invalidCounted.equals(invalidSplit);
    }

    /** Why nothing that may still come can balance the books of a file of so many chunks, if that is so. */
    Optional<Fault> inconsistency(long chunks) {
        if (outruns(chunksSplit, Tally.ofFirst(chunks))) {
            return Optional.of(new Fault(
                    "inconsistent", "the file has " + chunks + " chunks, but " + chunksSplit.rows() + " were split"));
        }
        if (chunksSplit.rows() == chunks
                && (outruns(validCounted, validSplit) || outruns(invalidCounted, invalidSplit))) {
            return Optional.of(new Fault(
                    "inconsistent",
                    "the splitter wrote " + validSplit.rows() + " valid and " + invalidSplit.rows()
                            + " invalid rows, but " + validCounted.rows() + " and " + invalidCounted.rows()
                            + " (or others) were counted"));
        }
        return Optional.empty();
    }

    /** Why a stream of so many rows can't end well any more, if that is so. */
    Optional<Fault> inconsistencyOfStream(long expectedRows) {
        if (rowsCounted() <= expectedRows) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                "inconsistent",
                "the stream was closed with " + expectedRows + " rows, but " + rowsCounted() + " were counted"));
    }

    private static boolean outruns(Tally counted, Tally expected) {
        return counted.rows() > expected.rows() || (counted.rows() == expected.rows() && !counted.equals(expected));
    }

    private void count(String code, @Nullable String field, long more) {
        if (!countKnown(code, field, more)) {
            if (hasRoomFor(code, field)) {
                errors.add(new ErrorCount(code, field, more));
            } else if (!countKnown(OTHER_ERRORS, null, more)) {
                errors.add(new ErrorCount(OTHER_ERRORS, null, more));
            }
        }
    }

    private boolean countKnown(String code, @Nullable String field, long more) {
        for (int i = 0; i < errors.size(); i++) {
            ErrorCount counted = errors.get(i);
            if (counted.code().equals(code) && Objects.equals(counted.field(), field)) {
                errors.set(i, new ErrorCount(code, field, Math.addExact(counted.count(), more)));
                return true;
            }
        }
        return false;
    }

    /** They stand in one entry of the store. */
    private boolean hasRoomFor(String code, @Nullable String field) {
        int chars = chars(code, field);
        for (ErrorCount counted : errors) {
            chars += chars(counted.code(), counted.field());
        }
        return errors.size() < MAX_ERROR_KINDS && chars <= MAX_ERROR_CHARS;
    }

    private static int chars(String code, @Nullable String field) {
        return code.length() + (field == null ? 0 : field.length());
    }
}
