package dev.sluice.results.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.ByteRange;
import dev.sluice.results.http.CsvResponse;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.PartOutput;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /results/{id}.csv} and {@code GET /results/{id}/parts}. The id may contain dots and even end in {@code
 * .csv}: the last suffix is the type.
 */
@RestController
public final class ResultsCsvController {
    public static final String OVERFLOW = "X-Overflow-Rows";

    private final SeriesPages pages;
    private final ResultsProperties properties;
    private final ResultSizes sizes = new ResultSizes();

    ResultsCsvController(SeriesPages pages, ResultsProperties properties) {
        this.pages = pages;
        this.properties = properties;
    }

    @GetMapping(path = "/results/{id}/parts", produces = "application/json")
    PartsDocument parts(
            @PathVariable String id,
            HttpServletRequest request,
            @RequestParam(name = "max_bytes", required = false) @Nullable String maxBytes,
            @RequestParam(defaultValue = "false") boolean raw)
            throws IOException {
        String fileId = Requests.fileId(id);
        long max = Requests.maxBytes(maxBytes);
        SeriesDownload download = download(request, fileId, null, PageLimit.PART.max(), raw);
        return PartsDocument.of(fileId, max, raw, ResultParts.of(download, max));
    }

    @GetMapping(path = "/results/{id}.csv", produces = "text/csv")
    void csv(
            @PathVariable String id,
            HttpServletRequest request,
            @RequestParam(defaultValue = "false") boolean raw,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange,
            HttpServletResponse response)
            throws IOException {
        String fileId = Requests.fileId(id);
        int max = Requests.limit(limit, PageLimit.PART);
        String after = Requests.seriesAfter(cursor);
        SeriesDownload download = download(request, fileId, after, max, raw);
        FileSummary.Overflow overflow = download.first().summary().overflow();
        if (overflow != null) {
            response.setHeader(OVERFLOW, Long.toString(overflow.rows()));
        }
        String tag = tag(download, after);
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        String filename = fileId + (after == null && limit == null ? ".csv" : "-part.csv");
        // Otherwise the client has the beginning of other bytes.
        boolean same = ifRange == null || ifRange.equals(tag);
        Optional<ByteRange> part = same ? ByteRange.parse(range) : Optional.empty();
        if (part.isPresent()) {
            continued(download, tag, part.get(), response, filename);
        } else {
            download.writeTo(CsvResponse.begin(response, filename), () -> true);
        }
    }

    private SeriesDownload download(
            HttpServletRequest request, String fileId, @Nullable String after, int max, boolean raw) {
        SeriesPage first = pages.page(request, fileId, after, Math.min(max, SeriesDownload.PAGE));
        Answers.requireEnd(first.summary());
        SeriesTable table =
                SeriesTable.of(properties.datasets(), first.summary().dataset());
        return new SeriesDownload(pages.files().of(request), first, max, table, raw);
    }

    private void continued(
            SeriesDownload download, String tag, ByteRange range, HttpServletResponse response, String filename)
            throws IOException {
        long size = sizes.of(tag, download);
        ByteRange.Part part = range.of(size).orElseThrow(() -> {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            return ResultsProblem.unsatisfiableRange(size);
        });
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader(
                HttpHeaders.CONTENT_RANGE,
                "bytes " + part.offset() + "-" + (part.offset() + part.length() - 1) + "/" + size);
        response.setContentLengthLong(part.length());
        PartOutput out = CsvResponse.begin(response, filename, part);
        Writer text = CsvResponse.text(out);
        download.writeTo(text, () -> !out.isComplete());
        text.flush();
    }

    /** What identifies the bytes of a download: an ended file doesn't change, but its dataset's columns may. */
    private static String tag(SeriesDownload download, @Nullable String after) {
        FileSummary file = download.first().summary();
        List<Object> all = Arrays.asList(
                file.fileId(),
                file.processingTime(),
                file.series(),
                download.limit(),
                after,
                download.raw(),
                download.table().columns());
        return '"' + UUID.nameUUIDFromBytes(all.toString().getBytes(UTF_8)).toString() + '"';
    }
}
