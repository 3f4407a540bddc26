package dev.sluice.results.routing;

import dev.sluice.schemas.query.Answer;

/** The outcome of a request to one instance of the aggregator. */
sealed interface Reply<T> {
    /** It answered, possibly with "temporarily unavailable". */
    record Answered<T>(Answer<T> answer) implements Reply<T> {}

    /** It isn't the owner. */
    record NotOwner<T>(String reason) implements Reply<T> {}

    /** It is unreachable or too slow, or its response is malformed. */
    record Unreachable<T>(String reason) implements Reply<T> {}
}
