package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.text.Limits;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code file-events}: the progress of a file, reported by its gateway and by aggregators, without
 * transactions. The property {@code type} is its kind. Only Sluice writes these; producers write {@link StreamEvent}s.
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
     * @param filename the client's name for the file
     * @param csvHeader the header row; if the file has none, an equivalent one; null for JSON
     * @param csvOptions the complete options for reading the rows ({@code ReadOptions}); null for JSON and in events of
     *     old gateways
     * @param uploadTime when the request arrived, by the gateway's clock
     * @param deadlineMs an upload without an event for this long is abandoned
     * @param client the client that the file belongs to; null in events of old gateways
     */
    record FileOpened(
            String fileId,
            String dataset,
            String filename,
            @Nullable String csvHeader,
            @Nullable String csvOptions,
            Instant uploadTime,
            long deadlineMs,
            @Nullable String client)
            implements FileEvent {
        public FileOpened {
            FileIds.require(fileId);
            Limits.text("dataset", dataset, Limits.NAME_CHARS);
            Limits.text("filename", filename, Limits.NAME_CHARS);
            Limits.optionalText("csv_header", csvHeader, Limits.HEADER_CHARS);
            Limits.optionalText("csv_options", csvOptions, Limits.HEADER_CHARS);
            Limits.time("upload_time", uploadTime);
            Limits.count("deadline_ms", deadlineMs);
            Limits.optionalText("client", client, Limits.NAME_CHARS);
        }
    }

    /** The heartbeat of an open upload, sent every few seconds. Counts acknowledged chunks and bytes. */
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
     * @param chunks the number of chunks, which are numbered 0 to chunks - 1
     * @param bytes the size of the upload before decompression, header row included
     * @param lines the number of physical lines; of JSON documents their number
     * @param sha256 of the upload before decompression, in lower-case hexadecimal
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

    /** The upload broke off; there will be no more chunks. */
    record FileAborted(String fileId, Fault fault) implements FileEvent {
        public FileAborted {
            FileIds.require(fileId);
            Objects.requireNonNull(fault, Limits.missing("fault"));
        }
    }

    /**
     * A complete small file is stored as one record of {@code raw-chunks}. Written before its sender gets a response,
     * so that the file is known by then.
     *
     * @param received when the request arrived, by the gateway's clock
     * @param client the client that the file belongs to; null in events of old gateways
     */
    record FileStored(
            String fileId,
            String dataset,
            @Nullable String filename,
            Instant received,
            @Nullable String client) implements FileEvent {
        public FileStored {
            FileIds.require(fileId);
            Limits.text("dataset", dataset, Limits.NAME_CHARS);
            Limits.optionalText("filename", filename, Limits.NAME_CHARS);
            Limits.time("received", received);
            Limits.optionalText("client", client, Limits.NAME_CHARS);
        }
    }

    /**
     * Asks whether an upload is overdue: it is if, by the broker's timestamps and in the order of the partition, it had
     * no event for longer than its deadline before this one.
     */
    record FileOverdue(String fileId) implements FileEvent {
        public FileOverdue {
            FileIds.require(fileId);
        }
    }
}
