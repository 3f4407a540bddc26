package dev.sluice.standalone;

import tools.jackson.databind.JsonNode;

/** A Sluice refuses to tell what it must know: of a file it accepted, say. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(Problem problem) {
        super(problem.inWords());
    }

    /** The reply's body, where it can't be refused. */
    static JsonNode unlessDone(Reply reply) throws RefusedException {
        if (reply instanceof Reply.Refused refused) {
            throw new RefusedException(refused.problem());
        }
        return ((Reply.Done) reply).body();
    }
}
