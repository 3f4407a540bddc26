package dev.sluice.aggregator.file;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.tabular.row.Fault;
import java.util.Optional;

/**
 * What was counted of one file's rows, twice: by the splitter, chunk by chunk, and here, row by row. A file is complete
 * when both agree.
 *
 * @param chunksSplit the chunks that the splitter has told of
 * @param validSplit the valid rows in those, as the splitter counted them
 * @param invalidSplit the invalid rows, likewise
 * @param validCounted the valid rows that were counted here
 * @param invalidCounted the invalid rows, likewise
 * @param strays rows of direct producers under this file's id, which count nowhere else
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

    /** Why no record that may still come can balance the books of a file of so many chunks, if that is so. */
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
}
