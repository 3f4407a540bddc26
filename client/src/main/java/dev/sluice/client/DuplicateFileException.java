package dev.sluice.client;

/** Thrown when the content of an upload is stored already. */
public final class DuplicateFileException extends RefusedException {
    /** The code of the problem. */
    static final String CODE = "duplicate-file";

    private static final long serialVersionUID = 1L;

    DuplicateFileException(Problem problem) {
        super(problem);
    }

    /** The id of the file that has the same content. */
    public String firstFileId() {
        return problem().document().path("first_file_id").asString("");
    }

    /** The status of that file, for example {@code processed}. */
    public String firstStatus() {
        return problem().document().path("first_status").asString("");
    }
}
