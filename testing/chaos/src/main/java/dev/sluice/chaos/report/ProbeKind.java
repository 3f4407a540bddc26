package dev.sluice.chaos.report;

/** What probes request all the while. */
public enum ProbeKind {
    /** That one of the gateways takes a file. */
    UPLOAD("upload"),
    /** The status of a file that has ended. */
    ENDED_FILE("ended file"),
    /** What only the owner of a partition knows: how a file is doing that hasn't ended, or that there is none. */
    OTHER_FILE("other file"),
    /** Rows of a chunk that was sent just now. */
    ROWS("rows");

    private final String inWords;

    ProbeKind(String inWords) {
        this.inWords = inWords;
    }

    String inWords() {
        return inWords;
    }
}
