package dev.sluice.client;

import tools.jackson.databind.JsonNode;

/** Thrown when a request is refused that must succeed, for example for the status of an accepted file. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(Problem problem) {
        super(problem.inWords());
    }

    /** Returns the reply's body, and throws if the request was refused. */
    public static JsonNode unlessDone(Reply reply) throws RefusedException {
        if (reply instanceof Reply.Refused refused) {
            throw new RefusedException(refused.problem());
        }
        return ((Reply.Done) reply).body();
    }
}
