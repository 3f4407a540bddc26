package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Suggests parameters for an upload whose first rows aren't all valid. What is suggested has been tried: each of the
 * suggestions makes some of these rows valid, together with the others.
 */
public final class Suggestions {
    /** The rows that are looked at. */
    private static final int ROWS = 1_000;

    /** The cells that are looked at: each is read by many candidates, in many trials. */
    private static final int CELLS = 1_500;

    /** The lines that are looked at, however many cells they have: with fewer no table can be found. */
    private static final int LINES = 6;

    private static final String CHARSET = "charset";

    private final byte[] bytes;
    private final SampleText text;
    private final Dataset dataset;
    private final ReadOptions asked;

    private Suggestions(byte[] bytes, SampleText text, Dataset dataset, ReadOptions asked) {
        this.bytes = bytes;
        this.text = text;
        this.dataset = dataset;
        this.asked = asked;
    }

    /**
     * Looks for parameters.
     *
     * @param bytes the beginning of the file, without byte order mark, in UTF-8 unless its charset has to be named
     * @param whole whether that is all of the file
     * @param filename its name, from which a series gets its own if the file has none
     * @param dataset of the rows
     * @param asked what the client said
     * @return in the order in which they build upon each other; none if none helps
     */
    public static List<Suggestion> of(
            byte[] bytes, boolean whole, String filename, Dataset dataset, ReadOptions asked) {
        return look(bytes, whole, filename, dataset, asked).suggestions();
    }

    /**
     * What was found.
     *
     * @param suggestions as {@link #of} has them
     * @param notes what helps where there are none, as sentences without their ends
     */
    public record Found(List<Suggestion> suggestions, List<String> notes) {
        static final Found NOTHING = new Found(List.of(), List.of());

        public Found {
            suggestions = List.copyOf(suggestions);
            notes = List.copyOf(notes);
        }
    }

    /** The same, with what helps where nothing can be suggested. */
    public static Found look(byte[] bytes, boolean whole, String filename, Dataset dataset, ReadOptions asked) {
        int end = sampleEnd(bytes);
        byte[] sample = Arrays.copyOf(bytes, end);
        SampleText text = SampleText.of(sample, whole && end == bytes.length);
        if (text.mustNameCharset() && new String(text.utf8(), UTF_8).indexOf('\uFFFD') >= 0) {
            // Nothing shows which charset it is.
            return Found.NOTHING;
        }
        try {
            Table table = TableReader.read(text.behind(asked.skipped().before()), ROWS, asked.withDelimiter(null));
            List<Candidate> candidates = new ArrayList<>();
            if (text.mustNameCharset()) {
                candidates.add(new Candidate(
                        Map.of(CHARSET, text.charset().name()), "the text is no valid UTF-8" + others(text), false));
            }
            OptionCandidates options = new OptionCandidates(table, filename, dataset, asked);
            candidates.addAll(options.find());
            return new Found(new Suggestions(sample, text, dataset, asked).tried(candidates), options.notes());
        } catch (NoProposalException e) {
            return Found.NOTHING;
        }
    }

    private static String others(SampleText text) {
        return text.otherCharsets().isEmpty()
                ? ""
                : "; it may be "
                        + text.otherCharsets().stream().map(Charset::name).collect(Collectors.joining(" or "))
                        + " as well";
    }

    /** The end of the line in which there are enough cells, whatever the delimiter is, and lines. */
    private static int sampleEnd(byte[] bytes) {
        int cells = 0;
        int lines = 0;
        int end = 0;
        while (end < bytes.length && (cells < CELLS || lines < LINES - 1 || !isLineEnd(bytes, end))) {
            lines += isLineEnd(bytes, end) ? 1 : 0;
            cells += ",;\t|\n\r".indexOf(bytes[end]) >= 0 ? 1 : 0;
            end++;
        }
        return end;
    }

    private static boolean isLineEnd(byte[] bytes, int at) {
        boolean isCrLf = bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n';
        return bytes[at] == '\n' || (bytes[at] == '\r' && !isCrLf);
    }

    /**
     * What may be suggested.
     *
     * @param harmless whether it corrects values without making rows valid, such as a zone; it is kept if others are
     */
    record Candidate(Map<String, String> parameters, String reason, boolean harmless) {}

    private List<Suggestion> tried(List<Candidate> candidates) {
        Rows all = rows(candidates);
        Rows before = rows(List.of());
        // Numbers that mean no value are valid before.
        Rows helped = rows(
                candidates.stream().filter(candidate -> !candidate.harmless()).toList());
        if (all.valid() == 0 || before.isAsGoodAs(all) || helped.valid() < before.valid()) {
            return List.of();
        }
        List<Candidate> kept = new ArrayList<>(candidates);
        for (Candidate candidate : candidates) {
            List<Candidate> others = without(kept, candidate);
            if (!candidate.harmless() && rows(others).isAsGoodAs(all)) {
                kept = others;
            }
        }
        List<Candidate> needed = kept;
        return needed.stream()
                .map(each -> new Suggestion(
                        each.parameters(),
                        each.reason(),
                        rows(without(needed, each)).wrongUnlike(all)))
                .toList();
    }

    /** The valid and the invalid ones of the first rows. */
    private record Rows(long valid, long invalid) {
        boolean isAsGoodAs(Rows other) {
            return valid >= other.valid && invalid <= other.invalid;
        }

        /** The number of rows that others read, or that aren't rejected there. */
        long wrongUnlike(Rows other) {
            return Math.max(0, Math.max(other.valid - valid, invalid - other.invalid));
        }
    }

    private static List<Candidate> without(List<Candidate> all, Candidate one) {
        return all.stream().filter(each -> !each.equals(one)).toList();
    }

    private Rows rows(List<Candidate> taken) {
        Map<String, String> values = new LinkedHashMap<>(asked.values());
        taken.forEach(candidate -> values.putAll(candidate.parameters()));
        boolean decoded = values.remove(CHARSET) != null;
        try {
            ReadOptions options = ReadOptions.of(values);
            Trial trial = Trial.of(options.applyTo(dataset), options, decoded ? text.utf8() : bytes, 0, ROWS);
            return new Rows(trial.valid(), trial.invalid());
        } catch (HeaderException | IllegalArgumentException e) {
            // The file would be refused.
            return new Rows(0, 0);
        }
    }
}
