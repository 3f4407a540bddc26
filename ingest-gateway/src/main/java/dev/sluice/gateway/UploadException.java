package dev.sluice.gateway;

import dev.sluice.schemas.message.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An upload that is not accepted. The message is for the file's owner: what was expected, what was found, where. */
final class UploadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String detail;
    private final transient Map<String, Object> properties;
    private final @Nullable String fileId;

    UploadException(Problem problem, String detail) {
        this(problem, detail, Map.of(), null, null);
    }

    UploadException(Problem problem, String detail, Map<String, Object> properties) {
        this(problem, detail, properties, null, null);
    }

    UploadException(Problem problem, String detail, Throwable cause) {
        this(problem, detail, Map.of(), null, cause);
    }

    private UploadException(
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

    /** The same, of a file that the log already knows. */
    UploadException of(String knownFileId) {
        return new UploadException(problem, detail, properties, knownFileId, getCause());
    }

    Problem problem() {
        return problem;
    }

    String detail() {
        return detail;
    }

    /** More for the answer's body, by name. */
    Map<String, Object> properties() {
        return properties;
    }

    /** The file's id, if something of it was published. */
    Optional<String> fileId() {
        return Optional.ofNullable(fileId);
    }

    Fault fault() {
        return new Fault(problem.code(), detail);
    }
}
