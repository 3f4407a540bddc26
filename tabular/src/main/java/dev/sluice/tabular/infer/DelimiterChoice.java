package dev.sluice.tabular.infer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A delimiter, and what it makes of a file.
 *
 * @param width the number of cells that most records have
 * @param share the share of records that have it
 */
record DelimiterChoice(char delimiter, int width, double share) {
    /** Of two that fit equally, the later is the more common inside of cells, as in 21,5. */
    private static final List<Character> DELIMITERS = List.of('\t', ';', '|', ',');

    private static final int TRIED_RECORDS = 1_000;
    private static final double MOST = 0.8;
    private static final double NEARLY_ALL = 0.95;

    private static final Comparator<DelimiterChoice> BEST_FIRST = Comparator.comparing(
                    (DelimiterChoice choice) -> choice.share < MOST)
            .thenComparing(Comparator.comparingInt(DelimiterChoice::width).reversed())
            .thenComparing(Comparator.comparingDouble(DelimiterChoice::share).reversed());

    /**
     * The delimiter that gives most cells, of those that give most records the same number of cells. A
     * space is one only if no other is, and if it separates all of them.
     */
    static DelimiterChoice of(SampleText text) {
        DelimiterChoice usual = usual(text);
        if (usual.width > 1) {
            return usual;
        }
        List<SampledRecord> records = SampledRecord.read(text, ' ', TRIED_RECORDS);
        DelimiterChoice space = of(records, ' ');
        boolean aligned = records.stream().anyMatch(each -> each.cells().contains(""));
        return space.width > 1 && space.share >= NEARLY_ALL && !aligned ? space : usual;
    }

    /** A delimiter that the client names. */
    static DelimiterChoice of(SampleText text, char delimiter) {
        return of(SampledRecord.read(text, delimiter, TRIED_RECORDS), delimiter);
    }

    private static DelimiterChoice usual(SampleText text) {
        return DELIMITERS.stream()
                .map(delimiter -> of(SampledRecord.read(text, delimiter, TRIED_RECORDS), delimiter))
                .filter(choice -> choice.width > 1)
                .min(BEST_FIRST)
                .orElse(new DelimiterChoice(',', 1, 1));
    }

    private static DelimiterChoice of(List<SampledRecord> records, char delimiter) {
        Map<Integer, Integer> widths = new HashMap<>();
        records.forEach(each -> widths.merge(each.width(), 1, Integer::sum));
        int most = 0;
        int width = 1;
        for (Map.Entry<Integer, Integer> each : widths.entrySet()) {
            // Of two equally frequent ones the wider: lines before a header row are narrower.
            if (each.getValue() > most || (each.getValue() == most && each.getKey() > width)) {
                width = each.getKey();
                most = each.getValue();
            }
        }
        return new DelimiterChoice(delimiter, width, records.isEmpty() ? 0 : (double) most / records.size());
    }
}
