package dev.sluice.runtime.quarantine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * An owner's note about its attempts at a partition, for the next owner. It is written outside transactions, so that it
 * survives a failed transaction and the process.
 *
 * @param kind the meaning of {@code offset}
 * @param offset of a record of the partition
 * @param starts how many owners in a row started at {@code offset} and committed nothing; 0 unless {@link Kind#STARTED}
 * @param failures by offset, how often records have failed alone, 0 for one that has failed among others only; without
 *     the record that may be in flight
 */
public record Note(Kind kind, long offset, int starts, SortedMap<Long, Integer> failures) {
    /** The note must fit into the metadata of an offset, of which brokers accept 4 KiB by default. */
    static final int MAX_FAILURES = 64;

    private static final Pattern TEXT =
            Pattern.compile("(started|in-flight|done)(?: (\\d{1,9}))?((?:;\\d{1,19}=\\d{1,9})*)");

    /** The meaning of the note's offset. */
    public enum Kind {
        /** The owner started there, or started a batch there; later progress isn't noted. */
        STARTED("started"),
        /** That record is being processed, alone. If the owner dies now, the record is the cause. */
        IN_FLIGHT("in-flight"),
        /** That record was processed, or isn't the cause; records are processed one by one. */
        DONE("done");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    public Note {
        SortedMap<Long, Integer> kept = new TreeMap<>(failures);
        while (kept.size() > MAX_FAILURES) {
            kept.remove(kept.lastKey());
        }
        failures = Collections.unmodifiableSortedMap(kept);
    }

    static Note started(long offset, int starts, SortedMap<Long, Integer> failures) {
        return new Note(Kind.STARTED, offset, starts, failures);
    }

    static Note inFlight(long offset, SortedMap<Long, Integer> failures) {
        return new Note(Kind.IN_FLIGHT, offset, 0, failures);
    }

    static Note done(long offset, SortedMap<Long, Integer> failures) {
        return new Note(Kind.DONE, offset, 0, failures);
    }

    /** The same note with one more failure. */
    Note withFailure(long record) {
        return new Note(kind, offset, starts, withFailure(failures, record));
    }

    /** The record at which the stage has started again without committing it, if there is one. */
    Optional<Standstill> standstill(TopicPartition partition, long committed) {
        SortedMap<Long, Integer> open = failures.tailMap(committed);
        if (!open.isEmpty()) {
            long record = open.firstKey();
            int times = Math.max(1, open.getOrDefault(record, 0));
            return Optional.of(new Standstill(partition, record, "it failed on the record " + times + " times"));
        }
        if (starts > 1 && offset >= committed) {
            return Optional.of(Standstill.metAgain(partition, offset, starts));
        }
        return Optional.empty();
    }

    /** Everything but the offset, as text: {@code started 2}, {@code in-flight;1200=1}. */
    String toText() {
        String failed = failures.entrySet().stream()
                .map(failure -> ";" + failure.getKey() + "=" + failure.getValue())
                .collect(Collectors.joining());
        return kind.text + (kind == Kind.STARTED ? " " + starts : "") + failed;
    }

    /** Parses the output of {@link #toText}; empty for anything else, such as a later version's note. */
    static Optional<Note> parse(long offset, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int starts = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
            return Optional.of(new Note(kind(matcher.group(1)), offset, starts, failures(matcher.group(3))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Kind kind(String text) {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        kinds.removeIf(kind -> !kind.text.equals(text));
        return kinds.get(0);
    }

    private static SortedMap<Long, Integer> failures(String text) {
        SortedMap<Long, Integer> failures = new TreeMap<>();
        for (String failure : text.split(";", -1)) {
            int equals = failure.indexOf('=');
            if (equals > 0) {
                failures.put(
                        Long.parseLong(failure.substring(0, equals)), Integer.parseInt(failure.substring(equals + 1)));
            }
        }
        return failures;
    }

    /** The failures, with one more of a record. */
    static SortedMap<Long, Integer> withFailure(Map<Long, Integer> failures, long offset) {
        SortedMap<Long, Integer> all = new TreeMap<>(failures);
        all.merge(offset, 1, Integer::sum);
        return all;
    }
}
