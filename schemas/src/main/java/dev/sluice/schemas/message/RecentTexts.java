package dev.sluice.schemas.message;

import dev.sluice.schemas.dataset.Field;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a field made of the texts it met lately, by their bytes: rows name the same few thousand series again and again.
 * What a text becomes depends on nothing else, so nothing here goes stale. Bounded: each text has one place, which it
 * shares with others.
 */
final class RecentTexts {
    private static final int PLACES = 4_096;
    /** Longer ones aren't kept. */
    private static final int MAX_BYTES = 128;

    /** Null where texts are of no use, and none is kept. */
    private final @Nullable Field field;

    private final @Nullable Known[] known;

    private record Known(int hash, byte[] bytes, Object value) {
        boolean is(byte[] row, int from, int to, int itsHash) {
            return hash == itsHash && Arrays.equals(bytes, 0, bytes.length, row, from, to);
        }
    }

    private RecentTexts(@Nullable Field field, int places) {
        this.field = field;
        known = new Known[places];
    }

    /** @param field as it stands in our own JSON */
    static RecentTexts of(Field field) {
        return new RecentTexts(field, PLACES);
    }

    /** For texts that nobody wants: they become themselves. */
    static RecentTexts none() {
        return new RecentTexts(null, 1);
    }

    @Nullable
    Object find(byte[] row, int from, int to, int hash) {
        Known found = known[place(hash)];
        return found != null && found.is(row, from, to, hash) ? found.value() : null;
    }

    /** What the field makes of a text that wasn't found, or null where the text breaks its rules. */
    @Nullable
    Object make(byte[] row, int from, int to, int hash, String text) {
        if (field == null) {
            return text;
        }
        Object value = field.parse(text);
        if (value != null && to - from <= MAX_BYTES) {
            known[place(hash)] = new Known(hash, Arrays.copyOfRange(row, from, to), value);
        }
        return value;
    }

    private int place(int hash) {
        return (hash ^ (hash >>> 16)) & (known.length - 1);
    }
}
