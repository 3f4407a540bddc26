package dev.sluice.results.routing;

/**
 * A question to an instance of the aggregator, or something to tell it.
 *
 * @param method of HTTP
 * @param path below {@code /internal}
 * @param query the parameters with ampersands between, or empty
 * @param type of the document in the answer
 */
record AggregatorRequest<T>(String method, String path, String query, Class<T> type) {
    AggregatorRequest(String path, String query, Class<T> type) {
        this("GET", path, query, type);
    }

    /** The same with one more parameter. */
    AggregatorRequest<T> with(String parameter) {
        return new AggregatorRequest<>(method, path, query.isEmpty() ? parameter : query + "&" + parameter, type);
    }

    /** The same for a copy of what is asked for, as old as it may be. */
    AggregatorRequest<T> fromStandby() {
        return with("from=standby");
    }

    String pathAndQuery() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
