package dev.sluice.results.routing;

import dev.sluice.schemas.query.Answer;

/** What came of asking one instance of the aggregator. */
sealed interface Reply<T> {
    /** It answered, if only that it can't tell for now. */
    record Answered<T>(Answer<T> answer) implements Reply<T> {}

    /** It is there, but isn't the one to ask. */
    record NotOwner<T>(String reason) implements Reply<T> {}

    /** It can't be reached, is too slow, or what came back is no answer of an aggregator. */
    record Unreachable<T>(String reason) implements Reply<T> {}
}
