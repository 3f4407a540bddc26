package dev.sluice.tabular.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.header.ReadOptions;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A file of {@code spec/}: what is true of all its cases, and the cases.
 *
 * @param about what the cases are about
 * @param dataset the name of a dataset, or a document
 * @param header the header row of cases that give rows alone
 * @param datasets documents of datasets that aren't shipped, to be named by cases
 */
record RowSpec(String about, JsonNode dataset, String header, List<JsonNode> datasets, List<Case> cases) {

    /**
     * A text and its expected rows.
     *
     * @param text the whole text
     * @param rows or only the rows, each ended by LF; the spec's header row stands on line 1
     * @param encoding of the text; UTF-8 if absent
     * @param dataset another than the spec's
     * @param options in the text form of ReadOptions
     * @param detected the complete options in that form
     * @param valid by line the canonical texts of all fields in the document's order, null where a row has no value
     * @param invalid by line the errors: {@code code}, {@code code field}, or any of code, field, message and value
     * @param raw by line what is kept of an invalid row, where that matters
     * @param refused code and maybe message and columns of why the text can't be read at all
     */
    record Case(
            String name,
            String text,
            List<String> rows,
            String encoding,
            JsonNode dataset,
            String options,
            String detected,
            List<Map<Long, JsonNode>> valid,
            List<Map<Long, JsonNode>> invalid,
            List<Map<Long, String>> raw,
            JsonNode refused) {

        ReadOptions asked() {
            return ReadOptions.parse(options == null ? "" : options);
        }

        byte[] bytes(String header) {
            String whole = text != null ? text : header + "\n" + String.join("\n", rows) + "\n";
            return whole.getBytes(encoding == null ? UTF_8 : Charset.forName(encoding));
        }
    }
}
