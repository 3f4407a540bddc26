package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.text.Limits;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code file-events}: how a file fares, told by its gateway and by aggregators, in plain (not transactional)
 * writes. The property {@code type} says which. Only Sluice writes them; producers have {@link StreamEvent}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FileEvent.FileOpened.class, name = "file_opened"),
    @JsonSubTypes.Type(value = FileEvent.FileProgress.class, name = "file_progress"),
    @JsonSubTypes.Type(value = FileEvent.FileClosed.class, name = "file_closed"),
    @JsonSubTypes.Type(value = FileEvent.FileAborted.class, name = "file_aborted"),
    @JsonSubTypes.Type(value = FileEvent.FileOverdue.class, name = "file_overdue"),
    @JsonSubTypes.Type(value = FileEvent.FileStored.class, name = "file_stored"),
})
public sealed interface FileEvent {
    String fileId();

    /**
     * An upload began; acknowledged before its first chunk is sent.
     *
     * @param filename the file's name at its owner
     * @param csvHeader the header row; where the file has none, the one it would have had
     * @param csvOptions how the rows are read, complete ({@code ReadOptions}); null in what older gateways wrote
     * @param uploadTime when the request came, by the gateway's clock
     * @param deadlineMs after this long without an event the upload counts as abandoned
     */
    record FileOpened(
            String fileId,
            String dataset,
            String filename,
            String csvHeader,
            @Nullable String csvOptions,
            Instant uploadTime,
            long deadlineMs)
            implements FileEvent {
        public FileOpened {
            FileIds.require(fileId);
            Limits.text("dataset", dataset, Limits.NAME_CHARS);
            Limits.text("filename", filename, Limits.NAME_CHARS);
            Limits.text("csv_header", csvHeader, Limits.HEADER_CHARS);
            Limits.optionalText("csv_options", csvOptions, Limits.HEADER_CHARS);
            Limits.time("upload_time", uploadTime);
            Limits.count("deadline_ms", deadlineMs);
        }
    }

    /** Sent every few seconds while an upload goes on. Counts are of what is acknowledged. */
    record FileProgress(String fileId, long chunks, long bytes) implements FileEvent {
        public FileProgress {
            FileIds.require(fileId);
            Limits.count("chunks", chunks);
            Limits.count("bytes", bytes);
        }
    }

    /**
     * All chunks are acknowledged.
     *
     * @param chunks how many, so that they are numbered 0 to chunks - 1
     * @param bytes the size of the upload as it came, header row included
     * @param lines its physical lines
     * @param sha256 of the upload as it came, in lower-case hexadecimal
     */
    record FileClosed(String fileId, long chunks, long bytes, long lines, String sha256) implements FileEvent {
        public FileClosed {
            FileIds.require(fileId);
            Limits.count("chunks", chunks);
            Limits.count("bytes", bytes);
            Limits.count("lines", lines);
            Limits.text("sha256", sha256, Limits.CODE_CHARS);
        }
    }

    /** The upload broke off; no more chunks will come. */
    record FileAborted(String fileId, Fault fault) implements FileEvent {
        public FileAborted {
            FileIds.require(fileId);
            Objects.requireNonNull(fault, Limits.missing("fault"));
        }
    }

    /**
     * A complete little file is stored as one record of {@code raw-chunks}; told before its sender gets an answer, so that
     * the file is known by then.
     *
     * @param received when the request came, by the gateway's clock
     */
    record FileStored(
            String fileId, String dataset, @Nullable String filename, Instant received) implements FileEvent {
        public FileStored {
            FileIds.require(fileId);
            Limits.text("dataset", dataset, Limits.NAME_CHARS);
            Limits.optionalText("filename", filename, Limits.NAME_CHARS);
            Limits.time("received", received);
        }
    }

    /**
     * An aggregator's question to the log whether an upload is overdue: it is if, by the broker's time stamps and in
     * the log's order, nothing of it came for longer than its deadline before this.
     */
    record FileOverdue(String fileId) implements FileEvent {
        public FileOverdue {
            FileIds.require(fileId);
        }
    }
}
