package dev.sluice.runtime.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. No right includes another. */
public enum Right {
    /** Query files, results, datasets, events and the lag of the stages. */
    READ,
    /** Upload files and ingest readings. */
    WRITE,
    /** Delete files. */
    DELETE,
    /** Query metrics and the details of health. */
    OPERATE;

    /** The right as documents and settings name it: {@code read}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The right of that name, in lower case. */
    public static Optional<Right> of(String word) {
        return Arrays.stream(values())
                .filter(right -> right.word().equals(word))
                .findFirst();
    }

    /** The words of rights, in their order. */
    public static List<String> words(Collection<Right> rights) {
        return rights.stream().sorted().map(Right::word).toList();
    }
}
