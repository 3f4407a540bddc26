package dev.sluice.client.page;

import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The windows of one file, fetched page by page, so that a million of them need no more memory than one page. */
public final class WindowPages {
    private static final String WINDOWS = "windows";
    private static final int LARGE_PAGE = 10_000;

    private final SluiceClient client;
    private final String fileId;

    public WindowPages(SluiceClient client, String fileId) {
        this.client = client;
        this.fileId = fileId;
    }

    /** The first page, as the server answers it. */
    public JsonNode first(int limit) throws UnavailableException, RefusedException, InterruptedException {
        return client.windows(fileId, null, limit);
    }

    /** Writes all pages as one object: the windows of all of them in the first. */
    public void writeTo(JsonGenerator json) throws UnavailableException, RefusedException, InterruptedException {
        JsonNode page = first(LARGE_PAGE);
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> property : page.properties()) {
            if (!property.getKey().equals(WINDOWS) && !property.getKey().equals(ResultPages.CURSOR)) {
                json.writeName(property.getKey());
                json.writeTree(property.getValue());
            }
        }
        json.writeName(WINDOWS);
        json.writeStartArray();
        page.path(WINDOWS).forEach(json::writeTree);
        while (page.hasNonNull(ResultPages.CURSOR)) {
            page = client.windows(fileId, page.path(ResultPages.CURSOR).asString(), LARGE_PAGE);
            page.path(WINDOWS).forEach(json::writeTree);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
