package dev.sluice.aggregator.file;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.tabular.row.Fault;
import java.util.Optional;

/**
 * The reconciliation of a file's rows: the splitter counts them by chunk, and the aggregator counts them by row. A file
 * is complete when both counts agree.
 *
 * @param chunksSplit the chunks that the splitter has reported
 * @param validSplit the valid rows of these chunks, as the splitter counted them
 * @param invalidSplit the invalid rows, likewise
 * @param validCounted the valid rows that the aggregator counted
 * @param invalidCounted the invalid rows, likewise
 * @param strays the number of rows under this file's id that don't belong to it, such as those of direct producers;
 *     they are in no other count
 */
public record RowReconciliation(
        Tally chunksSplit,
        Tally validSplit,
        Tally invalidSplit,
        Tally validCounted,
        Tally invalidCounted,
        long strays) {
    public static final RowReconciliation NONE =
            new RowReconciliation(Tally.NONE, Tally.NONE, Tally.NONE, Tally.NONE, Tally.NONE, 0);

    RowReconciliation split(ChunkSplit event) {
        return new RowReconciliation(
                chunksSplit.plus(event.chunk()),
                validSplit.plus(event.valid()),
                invalidSplit.plus(event.invalid()),
                validCounted,
                invalidCounted,
                strays);
    }

    RowReconciliation counted(Tally validRows) {
        return new RowReconciliation(
                chunksSplit, validSplit, invalidSplit, validCounted.plus(validRows), invalidCounted, strays);
    }

    RowReconciliation counted(InvalidRow row) {
        return new RowReconciliation(
                chunksSplit, validSplit, invalidSplit, validCounted, invalidCounted.plus(row.tally()), strays);
    }

    RowReconciliation strayed(long rows) {
        return new RowReconciliation(
                chunksSplit, validSplit, invalidSplit, validCounted, invalidCounted, Math.addExact(strays, rows));
    }

    long rowsSplit() {
        return validSplit.rows() + invalidSplit.rows();
    }

    long rowsCounted() {
        return validCounted.rows() + invalidCounted.rows();
    }

    /** Checks whether no chunk was split and no row was counted yet. */
    boolean untouched() {
        return chunksSplit.rows() == 0 && rowsCounted() == 0;
    }

    /**
     * Checks whether each of this many chunks was split once, and each row that the splitter counted was counted here.
     */
    boolean balance(long chunks) {
        return chunksSplit.equals(Tally.ofFirst(chunks))
                && validCounted.equals(validSplit)
                && invalidCounted.equals(invalidSplit);
    }

    /** Returns a fault if a file of this many chunks can't be reconciled any more, whatever records follow. */
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

    /** Returns a fault if more rows were counted than the stream has. */
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
}
