package dev.sluice.chaos.report;

/** What probes request all the while. */
public enum ProbeKind {
    /** A gateway accepts a file. */
    UPLOAD("upload"),
    /** The status of a file that has ended. */
    ENDED_FILE("ended file"),
    /** Answers of the partition's owner only: the status of a file that hasn't ended, or that it is unknown. */
    OTHER_FILE("other file"),
    /** Rows of a chunk that was just sent. */
    ROWS("rows");

    private final String inWords;

    ProbeKind(String inWords) {
        this.inWords = inWords;
    }

    String inWords() {
        return inWords;
    }
}
