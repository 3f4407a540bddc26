package dev.sluice.tabular.infer;

import dev.sluice.tabular.header.HeaderException;

/** No dataset can be proposed for a file. The message, for the file's owner, says why. */
public final class NoProposalException extends Exception {
    private static final long serialVersionUID = 1L;

    NoProposalException(String message) {
        super(message);
    }

    /** The same with an addition to the message. */
    NoProposalException(NoProposalException cause, String more) {
        super(cause.getMessage() + more, cause);
    }

    /** The table's beginning can't be read. */
    NoProposalException(HeaderException cause) {
        super(cause.getMessage(), cause);
    }
}
