package dev.sluice.cli.output;

import dev.sluice.schemas.query.FileStatus;

/** The exit codes of the process, in the order of severity: of several files, the worst counts. */
public enum ExitCode {
    /** Processed, or partial and that is acceptable. */
    OK(0),
    /** Some rows are invalid, and {@code --fail-on-invalid} was given. */
    PARTIAL(3),
    /** A file failed or was refused, or this program failed. */
    FAILED(1),
    /** No answer, or only 425, 429 or 503. */
    UNAVAILABLE(4),
    /** The command line is invalid; picocli's own code for it. */
    USAGE(2);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number. */
    public int code() {
        return code;
    }

    /** The exit code for a terminal status. */
    public static ExitCode of(FileStatus status, boolean failOnInvalid) {
        return switch (status) {
            case PROCESSED -> OK;
            case PARTIAL -> failOnInvalid ? PARTIAL : OK;
            case FAILED -> FAILED;
            case PENDING, PROCESSING ->
                throw new IllegalArgumentException("expected a terminal status, found " + status);
        };
    }

    /** The exit code for a dry run: the one that a file of these rows would have. */
    public static ExitCode ofRows(long valid, long invalid, boolean failOnInvalid) {
        if (invalid == 0) {
            return OK;
        }
        return of(valid == 0 ? FileStatus.FAILED : FileStatus.PARTIAL, failOnInvalid);
    }

    /** The exit code for a file that is refused with this code: the options of the command line may be wrong. */
    public static ExitCode ofRefusal(String code) {
        return code.equals("bad-options") ? USAGE : FAILED;
    }

    public ExitCode orWorse(ExitCode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
