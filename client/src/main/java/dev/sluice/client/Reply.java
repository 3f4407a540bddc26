package dev.sluice.client;

import tools.jackson.databind.JsonNode;

/** The outcome of a request, after retries. */
public sealed interface Reply {
    /** Success. */
    record Done(JsonNode body) implements Reply {}

    /** A permanent refusal: a retry would be refused again. */
    record Refused(Problem problem) implements Reply {}
}
