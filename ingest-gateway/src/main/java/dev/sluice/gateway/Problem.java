package dev.sluice.gateway;

/** Why an upload was not accepted: the stable code of the answer, or of the file that failed by it. */
enum Problem {
    EMPTY_FILE("empty-file", 422, "The file is empty"),
    NOT_TEXT("not-text", 422, "The file is not UTF-8 text"),
    ROW_TOO_LONG("row-too-long", 422, "A row is too long"),
    UNCLOSED_QUOTE("unclosed-quote", 422, "A quoted field is never closed"),
    MISSING_COLUMN("missing-column", 422, "A column is missing"),
    DUPLICATE_COLUMN("duplicate-column", 422, "A column is there more than once"),
    UNKNOWN_DATASET("unknown-dataset", 422, "The dataset is unknown"),
    MISSING_FILE("missing-file", 422, "The form holds no file"),
    SEVERAL_FILES("several-files", 422, "The form holds more than one file"),
    BAD_FORM("bad-form", 400, "The form can't be read"),
    BAD_QUERY("bad-query", 400, "The query string can't be read"),
    UNSUPPORTED_BODY("unsupported-body", 415, "The kind of body is not supported"),
    ABORTED("aborted", 400, "The upload broke off"),
    TOO_MANY_UPLOADS("too-many-uploads", 429, "Too many uploads at once", 1),
    LOG_UNAVAILABLE("log-unavailable", 503, "The file can't be stored now", 5),
    OVERDUE("upload-overdue", 503, "The upload took too long without a sign of life", 1),
    INTERNAL("internal-error", 500, "The gateway failed");

    private final String code;
    private final int status;
    private final String title;
    private final int retryAfter;

    Problem(String code, int status, String title) {
        this(code, status, title, 0);
    }

    Problem(String code, int status, String title, int retryAfter) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.retryAfter = retryAfter;
    }

    String code() {
        return code;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** After how many seconds it is worth to try again; 0 where trying again changes nothing. */
    int retryAfter() {
        return retryAfter;
    }
}
