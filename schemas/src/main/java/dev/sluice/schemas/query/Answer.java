package dev.sluice.schemas.query;

import java.time.Duration;

/** The answer to a query: a value, the certainty that it doesn't exist, or temporarily unavailable. */
public sealed interface Answer<T> {
    record Found<T>(T value) implements Answer<T> {}

    /** It doesn't exist. */
    record Missing<T>() implements Answer<T> {}

    /** Temporarily unavailable (starting, restoring, moving, unreachable); the query may be retried after a while. */
    record Unavailable<T>(String reason, Duration retryAfter) implements Answer<T> {}
}
