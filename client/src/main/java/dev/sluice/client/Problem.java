package dev.sluice.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reason why a request was refused.
 *
 * @param status the HTTP status
 * @param document the {@code application/problem+json} of the response, or a similar one if it had none
 */
public record Problem(int status, ObjectNode document) {
    private static final int SHOWN = 300;

    /** Reads the body of a response other than 2xx. */
    public static Problem of(int status, byte[] body) {
        if (parse(body) instanceof ObjectNode document) {
            return new Problem(status, document);
        }
        String text = new String(body, 0, Math.min(body.length, SHOWN), UTF_8).strip();
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("title", "HTTP " + status);
        document.put("status", status);
        document.put("detail", text.isEmpty() ? "no details" : text);
        return new Problem(status, document);
    }

    /** Whether the same request may succeed later: 425, 429, 503, and 502 and 504 of a proxy. */
    public static boolean isTemporary(int status) {
        return status == 425 || status == 429 || isUnavailable(status);
    }

    /** Whether this server can't answer, and another one may. */
    static boolean isUnavailable(int status) {
        return status == 502 || status == 503 || status == 504;
    }

    /** The stable code, or an empty text if the response had none. */
    public String code() {
        return document.path("code").asString("");
    }

    /** The detail and the code, on one line. */
    public String inWords() {
        String title = document.path("title").asString("HTTP " + status);
        String detail = document.path("detail").asString("");
        String code = code();
        String what = detail.isEmpty() ? title : title + ": " + detail;
        return code.isEmpty() ? what : what + " (" + code + ")";
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            // The body isn't JSON, for example a proxy's page: it is shown as text.
            return Json.MAPPER.missingNode();
        }
    }
}
