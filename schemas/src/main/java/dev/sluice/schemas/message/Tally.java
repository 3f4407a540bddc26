package dev.sluice.schemas.message;

import dev.sluice.tabular.text.Limits;

/**
 * A count of numbered things with the sum of their numbers: rows with their lines, chunks with their indexes. Two
 * tallies over the same things are equal in any order, and a missing or duplicate thing changes them.
 *
 * @param rows the count
 * @param checksum the sum of the numbers, modulo 2⁶⁴
 */
public record Tally(long rows, long checksum) {
    public static final Tally NONE = new Tally(0, 0);

    public Tally {
        Limits.count("rows", rows);
    }

    /** With one more thing. */
    public Tally plus(long number) {
        return plus(new Tally(1, number));
    }

    /** The sum of both; a count that no file can reach isn't increased further. */
    public Tally plus(Tally other) {
        return new Tally(Math.min(Limits.MAX, rows + other.rows), checksum + other.checksum);
    }

    /** The tally of 0, 1, … count - 1. */
    public static Tally ofFirst(long count) {
        return new Tally(count, count % 2 == 0 ? count / 2 * (count - 1) : (count - 1) / 2 * count);
    }
}
