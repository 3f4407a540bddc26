package dev.sluice.objects.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is exported of a file: an object each. */
public enum ExportFormat {
    /** The valid rows as Parquet. */
    PARQUET("", ".parquet"),
    /** The valid rows as Avro. */
    AVRO("", ".avro"),
    /** The invalid rows as Parquet, with their errors. */
    REJECTS("rejects/", ".parquet"),
    /** The record of {@code file-results}. The last one to be written: once it is there, all others are. */
    RESULT("results/", ".json");

    private final String prefix;
    private final String suffix;

    ExportFormat(String prefix, String suffix) {
        this.prefix = prefix;
        this.suffix = suffix;
    }

    /** The key of this object. Rejects and results are apart, so that all rows of a dataset are below one prefix. */
    String key(String fileKey) {
        return prefix + fileKey + suffix;
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(ExportFormat::word).collect(Collectors.joining(","));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses names that are separated by commas.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    public static List<ExportFormat> parse(String text) {
        List<ExportFormat> formats = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            formats.add(Arrays.stream(values())
                    .filter(format -> format.word().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("expected some of " + names() + ", found \"" + name + "\"")));
        }
        return formats.stream().distinct().sorted().toList();
    }
}
