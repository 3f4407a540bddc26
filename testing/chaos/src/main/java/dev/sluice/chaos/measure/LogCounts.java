package dev.sluice.chaos.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Counts events in the processes' logs, as their metrics are lost when they are killed. */
public final class LogCounts {
    public static final String REBALANCES = "rebalances (joins of a consumer)";
    public static final String RESTORES = "stores restored from a changelog";
    public static final String STANDBY_READS = "answers of standbys";
    public static final String DUPLICATES = "dropped duplicates (chunks)";
    static final String FENCED = "fenced or migrated tasks and producers";
    static final String TIMED_OUT = "transactions aborted for time-out";
    static final String SUSPECTED = "partitions whose records were taken one by one";
    static final String INCONSISTENT = "files called inconsistent";

    private static final Map<String, Pattern> PATTERNS = patterns();

    private LogCounts() {}

    /** The counts of all logs in a directory. */
    public static Map<String, Long> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return of(files.filter(file -> file.toString().endsWith(".log")).toList());
        }
    }

    public static Map<String, Long> of(List<Path> logs) throws IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        PATTERNS.keySet().forEach(what -> counts.put(what, 0L));
        for (Path log : logs) {
            try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                lines.forEach(line -> PATTERNS.forEach((what, pattern) -> {
                    if (pattern.matcher(line).find()) {
                        counts.merge(what, 1L, Long::sum);
                    }
                }));
            }
        }
        return counts;
    }

    private static Map<String, Pattern> patterns() {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        patterns.put(REBALANCES, Pattern.compile("Successfully joined group with generation"));
        patterns.put(
                RESTORES,
                Pattern.compile("Finished restoring changelog .* with a total number of [1-9][0-9]* records"));
        // The counts of an access log.
        patterns.put(STANDBY_READS, Pattern.compile("^200 /internal/files/.*from=standby(?!&by=rig)"));
        patterns.put(DUPLICATES, Pattern.compile("Dropped chunk [0-9]+ of file"));
        patterns.put(
                FENCED, Pattern.compile("(WARN|INFO) .*(fenced|Fenced|migrated|loses its place|ILLEGAL_GENERATION)"));
        patterns.put(TIMED_OUT, Pattern.compile("Completed rollback of ongoing transaction"));
        patterns.put(SUSPECTED, Pattern.compile("after failures there: the next records are processed"));
        patterns.put(INCONSISTENT, Pattern.compile("ERROR .* is inconsistent: "));
        return patterns;
    }
}
