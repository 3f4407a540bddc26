package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.ReadOptions;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options of an upload: its query string, and a form's parts before the file.
 *
 * @param dataset the dataset of the rows, whose fields read cells as the options say
 * @param filename the file's name, if the body has none
 * @param options how to read the file, as far as the client specifies it
 * @param charset the charset that the client declares, or null
 * @param refuseDuplicates whether the file is refused if its content is stored already
 * @param dryRunRows the number of rows to try in a dry run, or null to store the file
 */
public record UploadQuery(
        Dataset dataset,
        String filename,
        ReadOptions options,
        @Nullable Charset charset,
        boolean refuseDuplicates,
        @Nullable Integer dryRunRows) {

    /** All documented parameters. */
    public static final List<String> PARAMETERS = Stream.of(
                    List.of("dataset", "filename"),
                    ReadOptions.NAMES,
                    List.of("charset", "duplicate", "dry_run", "rows"))
            .flatMap(List::stream)
            .toList();

    /**
     * Reads a query string.
     *
     * @throws RefusedException if an option is invalid
     */
    public static UploadQuery read(Query query, GatewayProperties properties) throws RefusedException {
        query.requireKnown(PARAMETERS);
        String charset = query.find("charset").orElse(null);
        ReadOptions options = query.readOptions();
        return new UploadQuery(
                options.applyTo(DatasetNames.of(query, properties.datasets(), Datasets.DEFAULT)),
                filename(query),
                options,
                charset == null ? null : Charsets.named(charset),
                refuseDuplicates(query, properties.claims().refuseDuplicates()),
                dryRunRows(query, properties.dryRunRows()));
    }

    /** The file's name, if the body has none. */
    static String filename(Query query) {
        return query.find("filename").map(FileNames::clean).orElse(FileNames.DEFAULT);
    }

    private static boolean refuseDuplicates(Query query, boolean defaultValue) throws RefusedException {
        String duplicate = query.exact("duplicate").orElse(defaultValue ? "refuse" : "allow");
        if (!duplicate.equals("allow") && !duplicate.equals("refuse")) {
            throw bad("duplicate=allow or duplicate=refuse", duplicate);
        }
        return duplicate.equals("refuse");
    }

    private static @Nullable Integer dryRunRows(Query query, int max) throws RefusedException {
        String dryRun = query.exact("dry_run").orElse("false");
        String rows = query.exact("rows").orElse(null);
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            throw bad("dry_run=true or dry_run=false", dryRun);
        }
        if (dryRun.equals("true")) {
            return rows == null ? max : rows(rows, max);
        }
        if (rows != null) {
            throw bad("rows together with dry_run=true only", rows);
        }
        return null;
    }

    private static int rows(String text, int max) throws RefusedException {
        try {
            int rows = Integer.parseInt(text);
            if (rows >= 1 && rows <= max) {
                return rows;
            }
        } catch (NumberFormatException e) {
            throw new RefusedException(Problem.BAD_OPTIONS, "expected a number of rows, found " + text, e);
        }
        throw bad("rows from 1 to " + max, text);
    }

    private static RefusedException bad(String expected, String found) {
        return new RefusedException(Problem.BAD_OPTIONS, "expected " + expected + ", found " + found);
    }
}
