package dev.sluice.gateway.request;

import java.util.List;

/** The parameters of {@code POST /datasets/proposal}. */
public final class ProposalQuery {
    private static final String FILENAME = "filename";

    public static final List<String> PARAMETERS = List.of(FILENAME);

    private ProposalQuery() {}

    /** The name of the file, or an empty text. */
    public static String filename(Query query) {
        return query.find(FILENAME).orElse("");
    }
}
