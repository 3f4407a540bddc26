package dev.sluice.gateway.problem;

import dev.sluice.runtime.admission.SlowClientException;
import dev.sluice.tabular.row.Fault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused. The message is for the file's owner: what was expected, what was found, where.
 *
 * <p>Extends {@link IOException} so that the streams through which a file is read can throw it.
 */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String detail;
    private final transient Map<String, Object> properties;
    private final @Nullable String fileId;

    public RefusedException(Problem problem, String detail) {
        this(problem, detail, Map.of(), null, null);
    }

    public RefusedException(Problem problem, String detail, Map<String, Object> properties) {
        this(problem, detail, properties, null, null);
    }

    public RefusedException(Problem problem, String detail, Throwable cause) {
        this(problem, detail, Map.of(), null, cause);
    }

    private RefusedException(
            Problem problem,
            String detail,
            Map<String, Object> properties,
            @Nullable String fileId,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.problem = problem;
        this.detail = detail;
        this.properties = new LinkedHashMap<>(properties);
        this.fileId = fileId;
    }

    /**
     * Converts the premature end of a request.
     *
     * @param broken the message for all causes but a slow client
     */
    public static RefusedException brokenOff(String broken, IOException why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof SlowClientException slow) {
                return new RefusedException(Problem.TOO_SLOW, String.valueOf(slow.getMessage()), why);
            }
        }
        return new RefusedException(Problem.ABORTED, broken, why);
    }

    /** The same refusal, for a file that is in the log already. */
    public RefusedException of(String knownFileId) {
        return new RefusedException(problem, detail, properties, knownFileId, getCause());
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return detail;
    }

    /** Additional members of the response's body, by name. */
    public Map<String, Object> properties() {
        return properties;
    }

    /** The file's id, if a part of it was published. */
    public Optional<String> fileId() {
        return Optional.ofNullable(fileId);
    }

    public Fault fault() {
        return new Fault(problem.code(), detail);
    }
}
