package dev.sluice.objects.columnar;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Makes names that Avro allows: ASCII letters, digits and {@code _}, no digit first. Names of one instance differ, also
 * for readers that don't tell upper from lower case.
 */
final class AvroNames {
    private final Set<String> taken = new HashSet<>();

    /** A valid name like the given one: with {@code _} for each other character, and a number if it is taken. */
    String next(String name) {
        String valid = valid(name);
        String unique = valid;
        for (int number = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); number++) {
            unique = valid + '_' + number;
        }
        return unique;
    }

    static String valid(String name) {
        StringBuilder valid = new StringBuilder(name.length() + 1);
        name.codePoints().forEach(c -> valid.append(isAllowed(c) ? (char) c : '_'));
        boolean digitFirst = !valid.isEmpty() && valid.charAt(0) >= '0' && valid.charAt(0) <= '9';
        return valid.isEmpty() || digitFirst ? "_" + valid : valid.toString();
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
