package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.MissingValues;
import dev.sluice.tabular.text.Blanks;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the cells that mean "no value". */
final class MissingValuesReader {
    private MissingValuesReader() {}

    /** @param ofDocument the default for fields without their own */
    static MissingValues read(DocumentNode node, MissingValues ofDocument) {
        if (!node.isThere()) {
            return ofDocument;
        }
        Set<String> cells = new LinkedHashSet<>();
        for (DocumentNode item : node.items("an array of strings, or of objects with a value")) {
            DocumentNode value = item.value().isObject() ? item.get("value") : item;
            item.knows(Set.of("value", "label"), Set.of());
            item.get("label").string("");
            String cell = value.string();
            if (cell != null && !cells.add(Blanks.strip(cell))) {
                value.fault("duplicate value");
            }
        }
        return new MissingValues(cells);
    }
}
