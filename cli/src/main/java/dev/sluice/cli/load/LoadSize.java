package dev.sluice.cli.load;

/** How large the files of a load are, in a word. */
enum LoadSize {
    /** Some 4 kB. */
    SMALL(100),
    /** Some 400 kB. */
    MEDIUM(10_000),
    /** Some 40 MB. */
    LARGE(1_000_000);

    private final long rows;

    LoadSize(long rows) {
        this.rows = rows;
    }

    long rows() {
        return rows;
    }
}
