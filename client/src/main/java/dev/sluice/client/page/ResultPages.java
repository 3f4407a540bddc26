package dev.sluice.client.page;

import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The result of one file, fetched page by page, so that a million series need no more memory than one page of them. */
public final class ResultPages {
    static final String SERIES = "aggregated_data";
    static final String CURSOR = "next_cursor";
    private static final int LARGE_PAGE = 10_000;

    private final SluiceClient client;
    private final String fileId;

    public ResultPages(SluiceClient client, String fileId) {
        this.client = client;
        this.fileId = fileId;
    }

    /** The first series, up to a limit. */
    public Map<String, SeriesFigures> first(int limit)
            throws UnavailableException, RefusedException, InterruptedException {
        return SeriesPage.of(client.result(fileId, null, limit)).series();
    }

    /** Writes the whole result as one object: all pages merged into the first. */
    public void writeTo(JsonGenerator json) throws UnavailableException, RefusedException, InterruptedException {
        JsonNode page = client.result(fileId, null, LARGE_PAGE);
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> property : page.properties()) {
            if (!property.getKey().equals(SERIES) && !property.getKey().equals(CURSOR)) {
                json.writeName(property.getKey());
                json.writeTree(property.getValue());
            }
        }
        json.writeName(SERIES);
        json.writeStartObject();
        writeSeries(page, json);
        while (page.hasNonNull(CURSOR)) {
            page = client.result(fileId, page.path(CURSOR).asString(), LARGE_PAGE);
            writeSeries(page, json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The summary in a status or a result. */
    public static FileSummary summary(JsonNode document) {
        return Json.MAPPER.treeToValue(document, FileSummary.class);
    }

    private static void writeSeries(JsonNode page, JsonGenerator json) {
        for (Map.Entry<String, JsonNode> series : page.path(SERIES).properties()) {
            json.writeName(series.getKey());
            json.writeTree(series.getValue());
        }
    }
}
