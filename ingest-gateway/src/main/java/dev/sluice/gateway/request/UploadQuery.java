package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.ReadOptions;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an upload's query string says, and a form's parts before its file.
 *
 * @param dataset what the columns mean
 * @param filename the file's name, where the body gives none
 * @param options how the file is to be read, as far as the client says
 * @param charset what the client says that the file is written in, or null
 * @param dryRunRows how many rows are to be tried without storing anything, or null where the file is to be stored
 */
public record UploadQuery(
        Dataset dataset,
        String filename,
        ReadOptions options,
        @Nullable Charset charset,
        @Nullable Integer dryRunRows) {

    /** All parameters, as they are documented. */
    public static final List<String> PARAMETERS = List.of(
            "dataset",
            "filename",
            "delimiter",
            "header",
            "layout",
            "map.FIELD",
            "set.FIELD",
            "charset",
            "dry_run",
            "rows");

    /**
     * Reads a query string.
     *
     * @throws RefusedException if it can't be followed
     */
    public static UploadQuery read(Query query, GatewayProperties properties) throws RefusedException {
        query.requireKnown(PARAMETERS);
        String charset = query.find("charset").orElse(null);
        return new UploadQuery(
                DatasetNames.of(query, properties.datasets(), Datasets.DEFAULT),
                filename(query),
                options(query),
                charset == null ? null : Charsets.named(charset),
                dryRunRows(query, properties.dryRunRows()));
    }

    /** What the file is called, where its body doesn't say. */
    static String filename(Query query) {
        return query.find("filename").map(FileNames::clean).orElse(FileNames.DEFAULT);
    }

    private static ReadOptions options(Query query) throws RefusedException {
        try {
            return ReadOptions.of(query.all(ReadOptions::isOption));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Problem.BAD_OPTIONS, String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable Integer dryRunRows(Query query, int most) throws RefusedException {
        String dryRun = query.exact("dry_run").orElse("false");
        String rows = query.exact("rows").orElse(null);
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            throw bad("dry_run=true or dry_run=false", dryRun);
        }
        if (dryRun.equals("true")) {
            return rows == null ? most : rows(rows, most);
        }
        if (rows != null) {
            throw bad("rows together with dry_run=true only", rows);
        }
        return null;
    }

    private static int rows(String text, int most) throws RefusedException {
        try {
            int rows = Integer.parseInt(text);
            if (rows >= 1 && rows <= most) {
                return rows;
            }
        } catch (NumberFormatException e) {
            throw new RefusedException(Problem.BAD_OPTIONS, "expected a number of rows, found " + text, e);
        }
        throw bad("rows from 1 to " + most, text);
    }

    private static RefusedException bad(String expected, String found) {
        return new RefusedException(Problem.BAD_OPTIONS, "expected " + expected + ", found " + found);
    }
}
