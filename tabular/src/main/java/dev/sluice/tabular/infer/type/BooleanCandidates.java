package dev.sluice.tabular.infer.type;

import static java.util.stream.Collectors.toSet;

import dev.sluice.tabular.dataset.type.BooleanType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

    private static final Set<String> WORDS = PAIRS.entrySet().stream()
            .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
            .collect(toSet());

    private BooleanCandidates() {}

    /** The candidate for these distinct cells, if they are such words. */
    static Optional<FieldCandidate> of(Set<String> cells) {
        // Most columns have another cell at their beginning.
        for (String cell : cells) {
            if (!WORDS.contains(cell.toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
        }
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
