package dev.sluice.cli.load;

/** The sizes of a load's files, by name. */
enum LoadSize {
    /** About 4 kB. */
    SMALL(100),
    /** About 400 kB. */
    MEDIUM(10_000),
    /** About 40 MB. */
    LARGE(1_000_000);

    private final long rows;

    LoadSize(long rows) {
        this.rows = rows;
    }

    long rows() {
        return rows;
    }
}
