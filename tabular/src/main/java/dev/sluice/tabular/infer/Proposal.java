package dev.sluice.tabular.infer;

import dev.sluice.tabular.dataset.Dataset;
import java.util.List;
import java.util.Map;

/**
 * A proposed dataset, which has been tried on the sample.
 *
 * @param dataset as the reader of documents compiles it; {@link Dataset#document} is the text to save
 * @param fields its fields with their evidence, in the document's order
 * @param options of an upload that the document can't replace, by name, such as {@code layout=wide}
 * @param sampledRows the number of rows from which the types were found
 * @param validRows the number of rows of the sample that are valid with the document; in the wide layout of readings
 * @param invalidRows the number of invalid ones
 * @param reasons why rows are invalid: an example of each kind
 * @param notes what a reader should know, as sentences without their ends
 */
public record Proposal(
        Dataset dataset,
        List<Evidence> fields,
        Map<String, String> options,
        long sampledRows,
        long validRows,
        long invalidRows,
        List<String> reasons,
        List<String> notes) {
    public Proposal {
        fields = List.copyOf(fields);
        options = Map.copyOf(options);
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
    }

    /**
     * The evidence for a field.
     *
     * @param type its type with its format, in words
     * @param role {@code group, measure} or {@code time}; otherwise empty
     * @param evidence in words, e.g. {@code 998 of 1,000 sampled values, such as "21,5"}
     */
    public record Evidence(String field, String type, String role, String evidence) {}
}
