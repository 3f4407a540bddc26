package dev.sluice.schemas.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What messages may say. They check it when they are made, so that nothing is stored that can't be read, shown or added up later.
 * Each check names what it expected and what it found.
 */
final class Limits {
    static final int CODE_CHARS = 128;
    /** Of files, datasets and fields. */
    static final int NAME_CHARS = 1_024;

    static final int MESSAGE_CHARS = 8 * 1024;
    /** A header row, or the options that come with one. */
    static final int HEADER_CHARS = 128 * 1024;
    /** A row. */
    static final int RAW_CHARS = 256 * 1024;

    /** More than any file can have of anything, and far from where sums overflow. */
    static final long MOST = 1L << 53;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int SHOWN_CHARS = 64;

    private Limits() {}

    /** In words that a dead letter may have for its reason. */
    static String missing(String name) {
        return "expected " + name + ", found none";
    }

    static void text(String name, @Nullable String text, int maxChars) {
        Objects.requireNonNull(text, () -> missing(name));
        optionalText(name, text, maxChars);
    }

    static void optionalText(String name, @Nullable String text, int maxChars) {
        if (text != null && text.length() > maxChars) {
            throw new IllegalArgumentException("expected " + name + " of at most " + maxChars + " characters, found "
                    + text.length() + ": " + text.substring(0, SHOWN_CHARS) + "…");
        }
    }

    /** The beginning of a text that is too long, with an ellipsis; of what people read nothing else depends on it. */
    static String cut(String name, @Nullable String text, int maxChars) {
        Objects.requireNonNull(text, () -> missing(name));
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 2)) ? maxChars - 2 : maxChars - 1;
        return text.substring(0, end) + '…';
    }

    static void time(String name, @Nullable Instant time) {
        Objects.requireNonNull(time, () -> missing(name));
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("expected " + name + " of a year from 0001 to 9999, found " + time);
        }
    }

    static void count(String name, long count) {
        atLeast(0, name, count);
    }

    static void atLeast(long least, String name, long count) {
        if (count < least || count > MOST) {
            throw new IllegalArgumentException(
                    "expected " + name + " from " + least + " to " + MOST + ", found " + count);
        }
    }

    static <T> List<T> list(String name, @Nullable List<T> list, int most) {
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
