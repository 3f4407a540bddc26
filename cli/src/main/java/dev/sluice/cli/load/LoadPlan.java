package dev.sluice.cli.load;

import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.generator.GeneratedBody;
import dev.sluice.cli.generator.GeneratedDataset;
import org.jspecify.annotations.Nullable;

/**
 * A load to generate.
 *
 * @param files their number
 * @param concurrency the maximum number of concurrent uploads
 * @param dataset of all files
 * @param rows of each file
 * @param invalidShare of the rows
 * @param errors whether every tenth file is faulty
 * @param waits whether to wait for the end of each file and check its result
 * @param rate files to start per second, or null for the maximum throughput
 * @param seed of the random generator
 */
record LoadPlan(
        int files,
        int concurrency,
        GeneratedDataset dataset,
        long rows,
        double invalidShare,
        boolean errors,
        boolean waits,
        @Nullable Double rate,
        long seed) {
    private static final int SERIES = 20;

    /** The expected outcome of a file. */
    enum Fate {
        /** It ends with a result. */
        RESULT,
        /** None of its rows is valid. */
        FAILURE,
        /** It has none of the required columns, so it is refused. */
        REFUSAL
    }

    /** The expected outcome of the file of that number: with errors, one of each ten is refused or fails, by turns. */
    Fate fate(int file) {
        if (!errors || file % 10 != 9) {
            return Fate.RESULT;
        }
        return file % 20 == 9 ? Fate.REFUSAL : Fate.FAILURE;
    }

    /** The file with this number, unless it is to be refused. */
    GeneratedBody body(int file) {
        double share = fate(file) == Fate.FAILURE ? 1 : invalidShare;
        return dataset.body(new FileRecipe(seed + file, rows, SERIES, share));
    }

    /** When the file of that number is to begin, in nanoseconds after the first; 0 without a rate. */
    long startNanos(int file) {
        return rate == null ? 0 : Math.round(file * 1e9 / rate);
    }
}
