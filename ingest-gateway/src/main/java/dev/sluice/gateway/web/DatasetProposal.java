package dev.sluice.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.sluice.tabular.infer.Proposal;
import dev.sluice.tabular.infer.Proposal.Evidence;
import java.util.List;
import java.util.Map;

/**
 * A proposed dataset.
 *
 * @param dataset its name
 * @param document the document, as JSON
 * @param fields its fields with their evidence
 * @param parameters of uploads with it, such as {@code layout=wide}
 * @param validRows the number of rows of the sample that are valid with the document; in the wide layout of readings
 * @param invalidRows the number of invalid ones
 * @param reasons why rows are invalid: an example of each kind
 * @param notes what a reader should know
 */
record DatasetProposal(
        String dataset,
        @JsonRawValue String document,
        List<Evidence> fields,
        Map<String, String> parameters,
        @JsonProperty("valid_rows") long validRows,
        @JsonProperty("invalid_rows") long invalidRows,
        List<String> reasons,
        List<String> notes) {
    DatasetProposal {
        fields = List.copyOf(fields);
        parameters = Map.copyOf(parameters);
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
    }

    static DatasetProposal of(Proposal proposal) {
        return new DatasetProposal(
                proposal.dataset().name(),
                proposal.dataset().document(),
                proposal.fields(),
                proposal.options(),
                proposal.validRows(),
                proposal.invalidRows(),
                proposal.reasons(),
                proposal.notes());
    }
}
