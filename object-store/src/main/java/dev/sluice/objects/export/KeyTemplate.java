package dev.sluice.objects.export;

import dev.sluice.schemas.query.FileSummary;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a file, from which {@link ExportFormat} makes those of its objects: {@code {dataset}/{yyyy}/{mm}/{dd}/{file_id}}, or with Hive's
 * partitions {@code dataset={dataset}/date={yyyy}-{mm}-{dd}/{file_id}}. The same file has the same key each time. Dates
 * are those of the upload, in UTC.
 */
public final class KeyTemplate {
    private static final String FILE_ID = "file_id";
    private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern REST = Pattern.compile("[A-Za-z0-9._=/ -]*");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");
    private static final String RULE =
            "a key of letters, digits, . _ = - and / with {file_id}, and {dataset}, {client}, "
                    + "{yyyy}, {mm} and {dd} (the day of the upload) as needed";

    private static final Map<String, Function<FileSummary, String>> FIELDS = Map.of(
            FILE_ID,
            FileSummary::fileId,
            "dataset",
            FileSummary::dataset,
            "client",
            file -> file.client() == null ? "unknown" : file.client(),
            "yyyy",
            file -> "%04d".formatted(uploaded(file).getYear()),
            "mm",
            file -> "%02d".formatted(uploaded(file).getMonthValue()),
            "dd",
            file -> "%02d".formatted(uploaded(file).getDayOfMonth()));

    private final String text;

    private KeyTemplate(String text) {
        this.text = text;
    }

    /**
     * Parses a template.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    public static KeyTemplate parse(String text) {
        Matcher fields = FIELD.matcher(text);
        boolean known = fields.results().allMatch(field -> FIELDS.containsKey(field.group(1)));
        String rest = fields.replaceAll("x");
        boolean parts = Arrays.stream(rest.split("/", -1)).noneMatch(part -> part.isEmpty() || part.startsWith("."));
        if (!known || !parts || !REST.matcher(rest).matches() || !text.contains("{" + FILE_ID + "}")) {
            throw new IllegalArgumentException("expected " + RULE + ", found \"" + text + "\"");
        }
        return new KeyTemplate(text);
    }

    /** The key for a file. No value of a field leaves its part of the key. */
    public String key(FileSummary file) {
        return FIELD.matcher(text).replaceAll(field -> Matcher.quoteReplacement(value(field, file)));
    }

    private static String value(MatchResult field, FileSummary file) {
        String name = field.group(1);
        String value = UNSAFE.matcher(
                        Objects.requireNonNull(FIELDS.get(name), name).apply(file))
                .replaceAll("_");
        return value.startsWith(".") ? "_" + value.substring(1) : value;
    }

    private static ZonedDateTime uploaded(FileSummary file) {
        return file.uploadTime().atZone(ZoneOffset.UTC);
    }
}
