package dev.sluice.tabular.dataset.document;

import dev.sluice.tabular.dataset.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The fields of a document, in its order, while it is being read. */
record FieldDrafts(List<FieldDraft> all) {
    Optional<FieldDraft> find(String name) {
        return all.stream().filter(draft -> draft.name().equals(name)).findFirst();
    }

    /**
     * The fields of a document without faults.
     *
     * @param aliases by field name
     */
    List<Field> compile(Map<String, List<String>> aliases) {
        List<Field> fields = new ArrayList<>();
        for (FieldDraft draft : all) {
            fields.add(new Field(
                    fields.size(),
                    draft.name(),
                    aliases.getOrDefault(draft.name(), List.of()),
                    Objects.requireNonNull(draft.type(), draft.name()),
                    draft.required(),
                    draft.missingValues(),
                    draft.constraints()));
        }
        return fields;
    }
}
