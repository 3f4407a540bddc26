package dev.sluice.client;

import tools.jackson.databind.JsonNode;

/** The answer to a request, after retries. */
public sealed interface Reply {
    /** As wished. */
    record Done(JsonNode body) implements Reply {}

    /** Refused for good: asking again would be refused again. */
    record Refused(Problem problem) implements Reply {}
}
