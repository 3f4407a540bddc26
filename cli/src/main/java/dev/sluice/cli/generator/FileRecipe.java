package dev.sluice.cli.generator;

/**
 * The parameters of a generated file. Equal recipes produce equal files.
 *
 * @param seed of the random generator
 * @param rows the maximum number of data rows, without the header
 * @param bytes after which no further row begins
 * @param series the number of series, each of them in the file if it has two valid rows for each
 * @param invalidShare of the rows, from 0 to 1
 */
public record FileRecipe(long seed, long rows, long bytes, int series, double invalidShare) {
    /** A file with this number of rows, of any size. */
    public FileRecipe(long seed, long rows, int series, double invalidShare) {
        this(seed, rows, Long.MAX_VALUE, series, invalidShare);
    }

    /** A file of this size, rounded up to a whole row. */
    public static FileRecipe ofSize(long seed, long bytes, int series, double invalidShare) {
        return new FileRecipe(seed, Long.MAX_VALUE, bytes, series, invalidShare);
    }
}
