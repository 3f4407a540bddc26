package dev.sluice.gateway.problem;

import java.util.Arrays;

/** Why a request was refused: the stable code in the response, or the fault of the file that failed because of it. */
public enum Problem {
    EMPTY_FILE("empty-file", 422, "The file is empty"),
    NOT_TEXT("not-text", 422, "The file is not text"),
    WRONG_FORMAT("wrong-format", 422, "The file is not in the format that the request says"),
    ROW_TOO_LONG("row-too-long", 422, "A row is too long"),
    UNCLOSED_QUOTE("unclosed-quote", 422, "A quoted field is never closed"),
    MISSING_COLUMN("missing-column", 422, "A column is missing"),
    DUPLICATE_COLUMN("duplicate-column", 422, "A column occurs more than once"),
    EXTRA_COLUMN("extra-column", 422, "The dataset has no such column"),
    WRONG_COLUMN_ORDER("wrong-column-order", 422, "The columns are in the wrong order"),
    TOO_MANY_COLUMNS("too-many-columns", 422, "The file has too many columns"),
    UNKNOWN_FIELD("unknown-field", 422, "The dataset has no such field"),
    UNKNOWN_COLUMN("unknown-column", 422, "The file has no such column"),
    BAD_CONSTANT("bad-constant", 422, "The constant is not a valid value of its field"),
    BAD_LAYOUT("bad-layout", 422, "The layout doesn't fit the dataset"),
    BAD_OPTIONS("bad-options", 422, "The options are invalid"),
    BAD_GZIP("bad-gzip", 422, "The file can't be inflated"),
    UNKNOWN_CHARSET("unknown-charset", 422, "The charset is unknown"),
    UNKNOWN_DATASET("unknown-dataset", 422, "The dataset is unknown"),
    NO_PROPOSAL("no-proposal", 422, "No dataset can be proposed"),
    MISSING_FILE("missing-file", 422, "The form has no file"),
    SEVERAL_FILES("several-files", 422, "The form has more than one file"),
    BAD_FORM_PART("bad-form-part", 422, "The form has an unexpected part"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "The Idempotency-Key was used for other content"),
    DUPLICATE_FILE("duplicate-file", 409, "The same content is stored already"),
    NOT_RESUMABLE("not-resumable", 422, "The file can't be uploaded in parts"),
    UNKNOWN_UPLOAD("unknown-upload", 404, "There is no such upload"),
    WRONG_OFFSET("wrong-offset", 409, "The upload is at another offset"),
    UPLOAD_CONTINUED("upload-continued", 409, "Another request continues the upload"),
    UPLOAD_ENDED("upload-ended", 410, "The upload has ended"),
    TUS_VERSION("unsupported-tus-version", 412, "The version of the protocol is not supported"),
    BAD_TUS_REQUEST("bad-tus-request", 400, "The request doesn't follow the tus protocol"),
    CHECKSUM_MISMATCH("checksum-mismatch", 460, "The checksum doesn't match"),
    TOO_MANY_OPEN_UPLOADS("too-many-open-uploads", 429, "Too many uploads are open", 60),
    INFLATED_TOO_LARGE("inflated-too-large", 413, "The file is too large when inflated"),
    TOO_LARGE("too-large", 413, "The body is too large"),
    BAD_FORM("bad-form", 400, "The form can't be read"),
    BAD_IDEMPOTENCY_KEY("bad-idempotency-key", 400, "The Idempotency-Key is invalid"),
    BAD_QUERY("bad-query", 400, "The query string can't be read"),
    UNSUPPORTED_BODY("unsupported-body", 415, "The media type is not supported"),
    UNSUPPORTED_ENCODING("unsupported-encoding", 415, "The content encoding is not supported"),
    ABORTED("aborted", 400, "The upload broke off"),
    TOO_SLOW("too-slow", 408, "The request was sent too slowly"),
    TOO_MANY_UPLOADS("too-many-uploads", 429, "Too many uploads at once", 1),
    TOO_MANY_INGESTS("too-many-ingests", 429, "Too many records at once", 1),
    TOO_MANY_PROPOSALS("too-many-proposals", 429, "Too many proposals at once", 1),
    DISK_FULL("disk-full", 507, "There is too little disk space", 60),
    LOG_UNAVAILABLE("log-unavailable", 503, "The file can't be stored now", 5),
    CLAIM_PENDING("claim-pending", 503, "Another upload with this content or key has no outcome yet", 5),
    OVERDUE("upload-overdue", 503, "The upload went too long without a heartbeat", 1),
    ABANDONED("abandoned", 503, "The upload was abandoned", 1),
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

    /**
     * Finds a problem by its code.
     *
     * @throws IllegalArgumentException if the code is unknown
     */
    public static Problem of(String code) {
        return Arrays.stream(values())
                .filter(problem -> problem.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no problem has the code " + code));
    }

    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The seconds after which a retry makes sense; 0 if a retry can't succeed. */
    int retryAfter() {
        return retryAfter;
    }
}
