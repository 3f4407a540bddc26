package dev.sluice.chaos.workload;

/** The answer to a request over HTTP. */
public sealed interface HttpAnswer<T> {
    /** It was answered with what was asked for. */
    record Found<T>(T value) implements HttpAnswer<T> {}

    /** There is no such thing. */
    record Missing<T>() implements HttpAnswer<T> {}

    /** Temporarily unavailable (425, 429, 503), or there is no server, or the connection broke. */
    record NotNow<T>(String why) implements HttpAnswer<T> {}

    /** An answer that a client could do nothing about. */
    record Wrong<T>(int status, String body) implements HttpAnswer<T> {}

    /** The same, where it isn't what was asked for, as the answer to another question. */
    default <U> HttpAnswer<U> withoutValue() {
        if (this instanceof NotNow<T> notNow) {
            return new NotNow<>(notNow.why());
        }
        if (this instanceof Wrong<T> wrong) {
            return new Wrong<>(wrong.status(), wrong.body());
        }
        if (this instanceof Missing<T>) {
            return new Missing<>();
        }
        throw new IllegalStateException("there is a value: " + this);
    }
}
