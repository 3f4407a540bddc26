package dev.sluice.client;

/**
 * Thrown when a request is refused for a reason that doesn't pass: the same request would be refused again. The message
 * is shown to the user.
 */
public class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.inWords());
        this.problem = problem;
    }

    static RefusedException of(Problem problem) {
        return problem.code().equals(DuplicateFileException.CODE)
                ? new DuplicateFileException(problem)
                : new RefusedException(problem);
    }

    /** The reason, as the server says it. */
    public final Problem problem() {
        return problem;
    }
}
