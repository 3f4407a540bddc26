package dev.sluice.tabular.text;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits of messages. Messages check them when they are created, so that nothing is stored that can't be read,
 * shown or summed up later. Each check reports what it expected and what it found.
 */
public final class Limits {
    /** The maximum size of a text that is parsed as a whole, and of a record of a topic. */
    public static final int RECORD_BYTES = 1024 * 1024;
    /** The maximum number of listed errors of a row. */
    public static final int ERRORS = 20;

    public static final int CODE_CHARS = 128;
    /** The maximum length of the names of files, datasets and fields. */
    public static final int NAME_CHARS = 1_024;

    public static final int MESSAGE_CHARS = 8 * 1024;
    /** The maximum length of a header row, and of its options. */
    public static final int HEADER_CHARS = 128 * 1024;
    /** The maximum length of a row. */
    public static final int RAW_CHARS = 256 * 1024;

    /** More than a file can have of anything, and far from overflow in sums. */
    public static final long MAX = 1L << 53;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int SHOWN_CHARS = 64;

    private Limits() {}

    /** The message about a missing value, as a dead letter reports it. */
    public static String missing(String name) {
        return "expected " + name + ", found none";
    }

    public static void text(String name, @Nullable String text, int maxChars) {
        Objects.requireNonNull(text, () -> missing(name));
        optionalText(name, text, maxChars);
    }

    public static void optionalText(String name, @Nullable String text, int maxChars) {
        if (text != null && text.length() > maxChars) {
            throw new IllegalArgumentException("expected " + name + " of at most " + maxChars + " characters, found "
                    + text.length() + ": " + text.substring(0, SHOWN_CHARS) + "…");
        }
    }

    /** Truncates a text that is too long, with an ellipsis; only for texts that are displayed. */
    public static String cut(String name, @Nullable String text, int maxChars) {
        Objects.requireNonNull(text, () -> missing(name));
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 2)) ? maxChars - 2 : maxChars - 1;
        return text.substring(0, end) + '…';
    }

    public static void time(String name, @Nullable Instant time) {
        Objects.requireNonNull(time, () -> missing(name));
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("expected " + name + " of a year from 0001 to 9999, found " + time);
        }
    }

    public static void count(String name, long count) {
        atLeast(0, name, count);
    }

    public static void atLeast(long least, String name, long count) {
        if (count < least || count > MAX) {
            throw new IllegalArgumentException(
                    "expected " + name + " from " + least + " to " + MAX + ", found " + count);
        }
    }

    public static <T> List<T> list(String name, @Nullable List<T> list, int most) {
        Objects.requireNonNull(list, () -> missing(name));
        if (list.size() > most) {
            throw new IllegalArgumentException("expected at most " + most + " " + name + ", found " + list.size());
        }
        for (T element : list) {
            Objects.requireNonNull(element, () -> missing("an element of " + name));
        }
        return List.copyOf(list);
    }
}
