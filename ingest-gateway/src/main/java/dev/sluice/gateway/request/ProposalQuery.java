package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.infer.DatasetInference;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code POST /datasets/proposal}.
 *
 * @param filename the name of the file, or an empty text
 * @param charset the charset of the file, or null if it is to be detected
 * @param options what the client knows of the file: those of {@link DatasetInference#OPTIONS}
 */
public record ProposalQuery(String filename, @Nullable Charset charset, ReadOptions options) {
    private static final String FILENAME = "filename";
    private static final String CHARSET = "charset";

    /** All documented parameters. */
    public static final List<String> PARAMETERS = Stream.of(List.of(FILENAME, CHARSET), DatasetInference.OPTIONS)
            .flatMap(List::stream)
            .toList();

    /**
     * Reads a query string.
     *
     * @throws RefusedException if a parameter is unknown or invalid
     */
    public static ProposalQuery read(Query query) throws RefusedException {
        query.requireKnown(PARAMETERS);
        String charset = query.find(CHARSET).orElse(null);
        return new ProposalQuery(
                query.find(FILENAME).orElse(""), charset == null ? null : Charsets.named(charset), query.readOptions());
    }
}
