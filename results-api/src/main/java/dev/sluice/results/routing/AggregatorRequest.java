package dev.sluice.results.routing;

/**
 * A request to an instance of the aggregator.
 *
 * @param method the HTTP method
 * @param path the path below {@code /internal}
 * @param query the parameters separated by ampersands, or empty
 * @param type the type of the response's document
 */
record AggregatorRequest<T>(String method, String path, String query, Class<T> type) {
    AggregatorRequest(String path, String query, Class<T> type) {
        this("GET", path, query, type);
    }

    /** The same request with another parameter. */
    AggregatorRequest<T> with(String parameter) {
        return new AggregatorRequest<>(method, path, query.isEmpty() ? parameter : query + "&" + parameter, type);
    }

    /** The same request for a standby, however old its data is. */
    AggregatorRequest<T> fromStandby() {
        return with("from=standby");
    }

    String pathAndQuery() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
