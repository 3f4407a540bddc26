package dev.sluice.results.http;

import dev.sluice.runtime.http.HttpProblems;
import dev.sluice.runtime.http.ProblemDocument;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** A request that can't be answered, with the problem document of its response. */
public final class ResultsProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_QUOTE = 100;

    private final transient ProblemDocument document;

    ResultsProblem(ProblemDocument document) {
        super(document.detail());
        this.document = document;
    }

    ResultsProblem(HttpStatus status, String code, String title, String detail) {
        this(new ProblemDocument(status.value(), code, title, detail));
    }

    private ResultsProblem(HttpStatus status, String code, String title, String detail, Duration retryAfter) {
        this(new ProblemDocument(status.value(), code, title, detail).retryAfter(retryAfter));
    }

    public static ResultsProblem unknownFile(String fileId) {
        return new ResultsProblem(
                HttpStatus.NOT_FOUND,
                "unknown-file",
                "Unknown file",
                "expected the id of a file that was uploaded, found " + quoted(fileId) + ", which is unknown");
    }

    public static ResultsProblem unknownSeries(String fileId, String key) {
        return new ResultsProblem(
                HttpStatus.NOT_FOUND,
                "unknown-series",
                "Unknown series",
                "expected the key of a series of the file " + quoted(fileId) + ", found " + quoted(key));
    }

    static ResultsProblem invalidFileId(String fileId) {
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "invalid-file-id",
                "Invalid file id",
                "expected a file id of " + FileIds.RULE + " in the path, found " + quoted(fileId));
    }

    static ResultsProblem invalidLimit(PageLimit limit, String found) {
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "invalid-limit",
                "Invalid limit",
                "expected a whole number from 1 to " + limit.max() + " as limit, found " + quoted(found));
    }

    static ResultsProblem invalidMaxBytes(String found) {
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "invalid-max-bytes",
                "Invalid size",
                "expected a whole number of at least " + Requests.MIN_PART_BYTES
                        + " and at most 15 digits as max_bytes," + " found " + quoted(found));
    }

    /** A range beyond the end of a download of this size. */
    public static ResultsProblem unsatisfiableRange(long size) {
        return new ResultsProblem(
                HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                "unsatisfiable-range",
                "No such bytes",
                "expected a range of a download of " + size + " bytes, found one beyond its end");
    }

    static ResultsProblem invalidWait(String found) {
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "invalid-wait",
                "Invalid wait",
                "expected a whole number of seconds from 0 to " + Requests.MAX_WAIT_SECONDS + " as wait, found "
                        + quoted(found));
    }

    static ResultsProblem invalidStatus(String found) {
        String all = Arrays.stream(FileStatus.values()).map(FileStatus::word).collect(Collectors.joining(", "));
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "invalid-status",
                "Invalid status",
                "expected one of " + all + " as status, found " + quoted(found));
    }

    public static ResultsProblem invalidCursor(String found) {
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "invalid-cursor",
                "Invalid cursor",
                "expected the next_cursor of an earlier page as cursor, found " + quoted(found));
    }

    static ResultsProblem unreadableQuery() {
        return new ResultsProblem(
                HttpStatus.BAD_REQUEST,
                "bad-request",
                "Unreadable query",
                "expected a query of percent-encoded UTF-8 after the question mark, found something else");
    }

    static ResultsProblem notFinished(FileSummary file) {
        return new ResultsProblem(
                HttpStatus.TOO_EARLY,
                "not-finished",
                "Not finished",
                "expected a finished file, found " + file.fileId() + ", which is "
                        + file.status().word() + "; /results/" + file.fileId() + " shows what there is so far",
                Duration.ofSeconds(1));
    }

    static ResultsProblem unavailable(String reason, Duration retryAfter) {
        return new ResultsProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "Unavailable for now",
                "temporarily unavailable; retry later: " + reason,
                retryAfter.isZero() ? Duration.ofSeconds(1) : retryAfter);
    }

    public static ResultsProblem tooManyStreams(int max) {
        return new ResultsProblem(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-streams",
                "Too many event streams",
                "expected at most " + max
                        + " streams of events at once, found one more; ask with GET /status or GET /files meanwhile",
                Duration.ofSeconds(30));
    }

    public static ResultsProblem tooManyLargeAnswers(int max) {
        return new ResultsProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "too-many-large-answers",
                "Too many large answers at once",
                "expected at most " + max + " large answers at once, found one more",
                Duration.ofSeconds(2));
    }

    public static ResultsProblem tooManyEventQuestions(int max) {
        return new ResultsProblem(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-streams",
                "Too many event streams",
                "expected streams of events about at most " + max
                        + " different things at once, found one more; ask with GET /status or GET /files meanwhile",
                Duration.ofSeconds(30));
    }

    public static ResultsProblem internalError() {
        return new ResultsProblem(HttpProblems.internalError());
    }

    ProblemDocument document() {
        return document;
    }

    /** The client's text, truncated if it is long. */
    static String quoted(String found) {
        return "\"" + (found.length() > LONGEST_QUOTE ? found.substring(0, LONGEST_QUOTE) + "…" : found) + "\"";
    }
}
