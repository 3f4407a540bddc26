package dev.sluice.schemas.query;

import java.time.Duration;

/** What came of a question: an answer, the certainty that there is none, or nobody who can tell for now. */
public sealed interface Answer<T> {
    record Found<T>(T value) implements Answer<T> {}

    /** There is no such thing. */
    record Missing<T>() implements Answer<T> {}

    /** Nobody can tell now (starting, restoring, moving, unreachable); it is worth asking again after a while. */
    record Unavailable<T>(String reason, Duration retryAfter) implements Answer<T> {}
}
