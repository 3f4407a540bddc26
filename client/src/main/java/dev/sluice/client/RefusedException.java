package dev.sluice.client;

import tools.jackson.databind.JsonNode;

/** A request was refused that must succeed: for the status of a file that was accepted, say. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(Problem problem) {
        super(problem.inWords());
    }

    /** The reply's body, where a refusal is unexpected. */
    public static JsonNode unlessDone(Reply reply) throws RefusedException {
        if (reply instanceof Reply.Refused refused) {
            throw new RefusedException(refused.problem());
        }
        return ((Reply.Done) reply).body();
    }
}
