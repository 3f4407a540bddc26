package dev.sluice.results.http;

import java.util.OptionalInt;

/**
 * The size of a page.
 *
 * @param defaultValue the default
 * @param max the maximum; the minimum is 1
 */
public record PageLimit(int defaultValue, int max) {
    public static final PageLimit SERIES = new PageLimit(1_000, 10_000);
    /** The series of a download, which is written page by page. */
    public static final PageLimit PART = new PageLimit(999_999_999, 999_999_999);

    /** A profile has some 15 KB. */
    public static final PageLimit PROFILES = new PageLimit(20, 100);

    /** A window has some 250 bytes. */
    public static final PageLimit WINDOWS = new PageLimit(1_000, 10_000);

    public static final PageLimit FILES = new PageLimit(100, 1_000);
    /** A reject may have up to 64 KiB. */
    public static final PageLimit REJECTS = new PageLimit(100, 1_000);
    /** Each series is merged from all files that have it, at the time of the request. */
    public static final PageLimit SERIES_OVER_FILES = new PageLimit(1_000, 10_000);

    private static final int MAX_DIGITS = 9;

    /** The number that a client asked for, or nothing if it is no number or out of range. */
    OptionalInt parse(String text) {
        if (!text.matches("[0-9]{1," + MAX_DIGITS + "}")) {
            return OptionalInt.empty();
        }
        int limit = Integer.parseInt(text);
        return limit >= 1 && limit <= max ? OptionalInt.of(limit) : OptionalInt.empty();
    }
}
