package dev.sluice.tabular.header;

import dev.sluice.tabular.text.FoundText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Time zones by their names. Of an unknown name the message has the most similar one that is known. */
final class ZoneNames {
    private static final int MAX_CHARS = 64;
    /** So many letters of a longer name may be wrong. */
    private static final int MAX_TYPOS = 2;

    private ZoneNames() {}

    /** @throws IllegalArgumentException if it is unknown */
    static ZoneId read(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected a time zone such as Europe/Berlin, GMT-07:00 or +02:00 as zone, found "
                            + FoundText.quoted(text)
                            + nearest(text)
                                    .map(name -> "; did you mean " + name + "?")
                                    .orElse(""),
                    e);
        }
    }

    private static Optional<String> nearest(String text) {
        String key = key(text);
        if (key.isEmpty() || text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        return offset(text)
                .or(() -> ids().filter(id -> key(id).equals(key)).findFirst())
                .or(() -> ids().filter(id -> key(id.substring(id.indexOf('/') + 1))
                                        .equals(key)
                                || key(id.substring(id.lastIndexOf('/') + 1)).equals(key(city(text))))
                        .findFirst())
                .or(() -> Optional.ofNullable(ZoneId.SHORT_IDS.get(text.toUpperCase(Locale.ROOT))))
                .or(() -> similar(key));
    }

    /** An offset with blanks, or without its sign or its zero. */
    private static Optional<String> offset(String text) {
        String plain = text.replace(" ", "").toUpperCase(Locale.ROOT);
        return Stream.of(plain, "+" + plain).filter(ZoneNames::isOffset).findFirst();
    }

    private static boolean isOffset(String text) {
        try {
            return text.matches("(?:GMT|UTC|UT)?[+-][0-9:]{1,8}")
                    && !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Optional<String> similar(String key) {
        int typos = Math.min(MAX_TYPOS, key.length() / 4);
        return ids().filter(id -> distance(key(id), key) <= typos)
                .min(Comparator.comparingInt(id -> distance(key(id), key)));
    }

    /** Those with a region first, in the order of the alphabet. */
    private static Stream<String> ids() {
        return ZoneId.getAvailableZoneIds().stream()
                .sorted(Comparator.comparing((String id) -> id.indexOf('/') < 0 || id.startsWith("Etc/"))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String city(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }

    /** The number of letters to insert, remove or replace. */
    private static int distance(String one, String other) {
        int[] last = new int[other.length() + 1];
        for (int j = 0; j < last.length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] next = new int[last.length];
            next[0] = i;
            for (int j = 1; j < last.length; j++) {
                int replaced = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(replaced, Math.min(last[j], next[j - 1]) + 1);
            }
            last = next;
        }
        return last[other.length()];
    }
}
