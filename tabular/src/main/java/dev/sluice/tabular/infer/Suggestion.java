package dev.sluice.tabular.infer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters of an upload that would make more of its first rows valid.
 *
 * @param parameters by name; one, or several that make sense only together
 * @param reason what was found, as a sentence without its end
 * @param mendedRows how many of the first rows are invalid without it, if all other suggestions are taken
 */
public record Suggestion(
        Map<String, String> parameters,
        String reason,
        @JsonProperty("mended_rows") long mendedRows) {
    public Suggestion {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
