package dev.sluice.tabular.dataset.document;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Parses the text of a document. */
final class DocumentParser {
    /** Numbers keep their notation; a duplicate property is an error instead of being dropped silently. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DocumentParser() {}

    /** The document, or null if it isn't JSON, which is a fault. */
    static @Nullable DocumentNode parse(String text, DocumentFaults faults) {
        try {
            return new DocumentNode(JSON.readTree(text), "", faults);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            faults.add("", "expected JSON" + place + ": " + e.getOriginalMessage());
            return null;
        }
    }
}
