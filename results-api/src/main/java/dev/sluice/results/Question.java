package dev.sluice.results;

/**
 * A question to an instance of the aggregator.
 *
 * @param path below {@code /internal}
 * @param query the parameters with ampersands between, or empty
 * @param type of the document in the answer
 */
record Question<T>(String path, String query, Class<T> type) {
    /** The same with one more parameter. */
    Question<T> with(String parameter) {
        return new Question<>(path, query.isEmpty() ? parameter : query + "&" + parameter, type);
    }

    /** The same for a copy of what is asked for, as old as it may be. */
    Question<T> fromStandby() {
        return with("from=standby");
    }

    String pathAndQuery() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
