package dev.sluice.tabular.dataset.document;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes a tree of a document's text. */
final class DocumentParser {
    /** Numbers stay as they are written; of two properties of one name, none is dropped silently. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DocumentParser() {}

    /** The document, or null where it is no JSON, which is a fault. */
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
