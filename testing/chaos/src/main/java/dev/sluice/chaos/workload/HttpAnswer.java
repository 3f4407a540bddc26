package dev.sluice.chaos.workload;

/** The answer to a request over HTTP. */
public sealed interface HttpAnswer<T> {
    /** A successful response. */
    record Found<T>(T value) implements HttpAnswer<T> {}

    /** The resource doesn't exist. */
    record Missing<T>() implements HttpAnswer<T> {}

    /** Temporarily unavailable (425, 429, 503), or there is no server, or the connection broke. */
    record NotNow<T>(String why) implements HttpAnswer<T> {}

    /** A response that a client can't handle. */
    record Wrong<T>(int status, String body) implements HttpAnswer<T> {}

    /** The same outcome for another request, if it isn't a successful one. */
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
