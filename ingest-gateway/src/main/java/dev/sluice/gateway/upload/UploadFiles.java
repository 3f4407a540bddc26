package dev.sluice.gateway.upload;

import dev.sluice.gateway.csv.CsvFile;
import dev.sluice.gateway.csv.CsvPreamble;
import dev.sluice.gateway.csv.UploadBody;
import dev.sluice.gateway.csv.UploadFile;
import dev.sluice.gateway.json.JsonFile;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.FormatClaim;
import dev.sluice.gateway.request.FormatClaim.Format;
import dev.sluice.gateway.request.Upload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.json.JsonForms;
import dev.sluice.tabular.row.json.JsonRows.Form;
import java.util.Optional;

/**
 * Opens uploads as what they are: CSV or JSON, by the client's claim, or else by the first byte that isn't blank. Refuses
 * those that aren't what the client claims.
 */
final class UploadFiles {
    private static final int UNPROCESSABLE = 422;

    private UploadFiles() {}

    /**
     * Reads the beginning of a file.
     *
     * @param chunkBytes the maximum size of a chunk
     * @throws RefusedException if the file can't be read as the request asks
     */
    static UploadFile open(Upload upload, UploadQuery query, int chunkBytes, GatewayProperties properties)
            throws RefusedException {
        UploadBody body = UploadBody.open(upload, query.charset(), properties.inflateLimits());
        try {
            Optional<FormatClaim> claim = FormatClaim.of(upload);
            // Of JSON no lines are skipped, so its options are refused as such.
            Optional<Form> whole = form(claim, body.beginning(properties.maxRowBytes()));
            ReadOptions options = whole.isPresent() ? ReadOptions.NONE : query.options();
            CsvPreamble start = body.reading(() -> CsvPreamble.read(body.utf8(), options, properties.maxRowBytes()));
            if (claim.isPresent()) {
                refuseFalse(claim.get(), start);
            }
            Optional<Form> json = whole.or(() -> form(claim, start.text()));
            return json.isPresent()
                    ? JsonFile.open(body, start, json.get(), query, chunkBytes, properties)
                    : csv(body, start, claim, query, chunkBytes, properties);
        } catch (RefusedException e) {
            body.close();
            throw e;
        }
    }

    private static Optional<Form> form(Optional<FormatClaim> claim, byte[] text) {
        return JsonForms.find(claim.map(one -> one.format().mediaType()).orElse(null), text);
    }

    private static UploadFile csv(
            UploadBody body,
            CsvPreamble start,
            Optional<FormatClaim> claim,
            UploadQuery query,
            int chunkBytes,
            GatewayProperties properties)
            throws RefusedException {
        try {
            return CsvFile.open(body, start, query, chunkBytes, properties);
        } catch (RefusedException e) {
            // CSV may begin like JSON, so this is checked only now.
            if (claim.isPresent()
                    && e.problem().status() == UNPROCESSABLE
                    && JsonForms.find(null, start.text()).isPresent()) {
                throw wrongFormat("CSV", claim.get(), "JSON");
            }
            throw e;
        }
    }

    private static void refuseFalse(FormatClaim claim, CsvPreamble start) throws RefusedException {
        if (claim.format() == Format.JSON && !isJson(start)) {
            throw wrongFormat("JSON, which begins with { or [", claim, found(start));
        }
        if (claim.format() == Format.NDJSON && start.first() != '{') {
            throw wrongFormat("NDJSON, an object on each line", claim, found(start));
        }
    }

    private static boolean isJson(CsvPreamble start) {
        return start.first() == '{' || start.first() == '[';
    }

    private static String found(CsvPreamble start) {
        return start.first() == '[' ? "[, with which other JSON begins" : "a text that begins otherwise";
    }

    private static RefusedException wrongFormat(String expected, FormatClaim claim, String found) {
        return new RefusedException(
                Problem.WRONG_FORMAT,
                "expected " + expected + ", as " + claim.source() + " says, found " + found
                        + ": send the file with the content type that it has");
    }
}
