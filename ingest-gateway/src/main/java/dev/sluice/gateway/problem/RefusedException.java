package dev.sluice.gateway.problem;

import dev.sluice.runtime.admission.SlowClientException;
import dev.sluice.tabular.row.Fault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that is not accepted. The message is for the file's owner: what was expected, what was found, where.
 *
 * <p>It is an {@link IOException} so that any of the streams that a file is read through can throw it.
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
     * What the end of a request before its time means.
     *
     * @param broken what is said where the client isn't just too slow
     */
    public static RefusedException brokenOff(String broken, IOException why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof SlowClientException slow) {
                return new RefusedException(Problem.TOO_SLOW, String.valueOf(slow.getMessage()), why);
            }
        }
        return new RefusedException(Problem.ABORTED, broken, why);
    }

    /** The same, of a file that the log already knows. */
    public RefusedException of(String knownFileId) {
        return new RefusedException(problem, detail, properties, knownFileId, getCause());
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return detail;
    }

    /** More for the answer's body, by name. */
    public Map<String, Object> properties() {
        return properties;
    }

    /** The file's id, if something of it was published. */
    public Optional<String> fileId() {
        return Optional.ofNullable(fileId);
    }

    public Fault fault() {
        return new Fault(problem.code(), detail);
    }
}
