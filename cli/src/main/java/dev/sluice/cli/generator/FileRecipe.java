package dev.sluice.cli.generator;

/**
 * What a generated file is like. Equal recipes make equal files.
 *
 * @param seed of all that varies
 * @param rows data rows at most, without the header
 * @param bytes after which no further row begins
 * @param series how many different ones, each of them in the file if it has two valid rows for each
 * @param invalidShare of the rows, from 0 to 1
 */
public record FileRecipe(long seed, long rows, long bytes, int series, double invalidShare) {
    /** Of a file with so many rows, however large that makes it. */
    public FileRecipe(long seed, long rows, int series, double invalidShare) {
        this(seed, rows, Long.MAX_VALUE, series, invalidShare);
    }

    /** Of a file of that size, up to the rest of its last row. */
    public static FileRecipe ofSize(long seed, long bytes, int series, double invalidShare) {
        return new FileRecipe(seed, Long.MAX_VALUE, bytes, series, invalidShare);
    }
}
