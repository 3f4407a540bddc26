package dev.sluice.tabular.infer.type;

import dev.sluice.tabular.dataset.type.BooleanType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Two words that mean true and false. Ones and zeros are numbers, as these can be measured. */
final class BooleanCandidates {
    /** In lower case, by the word for true. */
    private static final Map<String, String> PAIRS = Map.ofEntries(
            Map.entry("true", "false"),
            Map.entry("yes", "no"),
            Map.entry("on", "off"),
            Map.entry("y", "n"),
            Map.entry("ja", "nein"),
            Map.entry("wahr", "falsch"),
            Map.entry("an", "aus"),
            Map.entry("oui", "non"),
            Map.entry("vrai", "faux"));

    private BooleanCandidates() {}

    /** The candidate for these distinct cells, if they are such words. */
    static Optional<FieldCandidate> of(Set<String> cells) {
        for (Map.Entry<String, String> pair : PAIRS.entrySet()) {
            List<String> trueValues = matching(cells, pair.getKey());
            List<String> falseValues = matching(cells, pair.getValue());
            boolean both = !trueValues.isEmpty() && !falseValues.isEmpty();
            boolean plain = pair.getKey().equals("true");
            if (trueValues.size() + falseValues.size() == cells.size() && (both || plain)) {
                return candidate(trueValues, falseValues);
            }
        }
        return Optional.empty();
    }

    private static List<String> matching(Set<String> cells, String word) {
        return cells.stream()
                .filter(cell -> cell.toLowerCase(Locale.ROOT).equals(word))
                .toList();
    }

    private static Optional<FieldCandidate> candidate(List<String> trueValues, List<String> falseValues) {
        ObjectNode type = FieldCandidate.type("boolean");
        boolean usual =
                BooleanType.TRUE_VALUES.containsAll(trueValues) && BooleanType.FALSE_VALUES.containsAll(falseValues);
        if (!usual) {
            ArrayNode words = type.putArray("trueValues");
            trueValues.forEach(words::add);
            ArrayNode others = type.putArray("falseValues");
            falseValues.forEach(others::add);
        }
        return FieldCandidate.of(type);
    }
}
