package dev.sluice.schemas.message;

import dev.sluice.tabular.text.Limits;

/**
 * A count of things with numbers on them, and the sum of the numbers: rows with their lines, chunks with their indexes.
 * Two tallies over the same things are equal in whatever order they were taken; losing one and doubling another shows.
 *
 * @param rows how many
 * @param checksum the sum of their numbers, modulo 2⁶⁴
 */
public record Tally(long rows, long checksum) {
    public static final Tally NONE = new Tally(0, 0);

    public Tally {
        Limits.count("rows", rows);
    }

    /** This and one more. */
    public Tally plus(long number) {
        return plus(new Tally(1, number));
    }

    /** Both together; what no file has so many of isn't counted any further. */
    public Tally plus(Tally other) {
        return new Tally(Math.min(Limits.MOST, rows + other.rows), checksum + other.checksum);
    }

    /** The tally over 0, 1, … count - 1. */
    public static Tally ofFirst(long count) {
        return new Tally(count, count % 2 == 0 ? count / 2 * (count - 1) : (count - 1) / 2 * count);
    }
}
