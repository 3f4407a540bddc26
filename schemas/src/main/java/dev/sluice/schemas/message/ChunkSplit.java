package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.text.Limits;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code split-events}: the result of splitting one chunk, written in the transaction of its rows. There is
 * exactly one per chunk, valid or not.
 *
 * @param fileId the chunk's file
 * @param chunk its number in the file, from 0
 * @param place where it is in {@code raw-chunks}; null in events of old versions
 * @param bytes its size
 * @param valid the rows written to {@code valid-rows}, with their lines
 * @param invalid the rows written to {@code invalid-rows}, with their lines
 * @param wholeFile present if the chunk is a complete small file that a direct producer sent as one record, which no
 *     gateway opens or closes
 * @param fault present if the chunk can't be read as rows (no usable header, not text); it fails the file
 */
public record ChunkSplit(
        String fileId,
        long chunk,
        @Nullable Place place,
        long bytes,
        Tally valid,
        Tally invalid,
        @Nullable WholeFile wholeFile,
        @Nullable Fault fault) {
    public ChunkSplit {
        FileIds.require(fileId);
        Limits.count("chunk", chunk);
        Limits.count("bytes", bytes);
        Objects.requireNonNull(valid, Limits.missing("valid"));
        Objects.requireNonNull(invalid, Limits.missing("invalid"));
    }

    /**
     * The place of a chunk in {@code raw-chunks}. Of a chunk that was sent twice it is the place of the copy that was
     * split.
     */
    public record Place(int partition, long offset) {
        public Place {
            Limits.count("partition", partition);
            Limits.count("offset", offset);
        }
    }

    /**
     * What a gateway would have reported about the file.
     *
     * @param received the broker's timestamp of the record
     * @param partition the record's partition of {@code raw-chunks}; absent from old events, then 0
     * @param offset the record's offset, likewise
     * @param csvHeader the header row, or null if the record is JSON or unreadable
     * @param csvOptions the options with which the CSV was read ({@code ReadOptions}), or null likewise
     * @param client the client that the file belongs to, or null if no gateway named it
     */
    public record WholeFile(
            String dataset,
            @Nullable String filename,
            Instant received,
            @JsonSetter(nulls = Nulls.AS_EMPTY) int partition,
            @JsonSetter(nulls = Nulls.AS_EMPTY) long offset,
            @Nullable String csvHeader,
            @Nullable String csvOptions,
            @Nullable String client) {
        public WholeFile {
            Limits.text("dataset", dataset, Limits.NAME_CHARS);
            Limits.optionalText("filename", filename, Limits.NAME_CHARS);
            Limits.time("received", received);
            Limits.count("partition", partition);
            Limits.count("offset", offset);
            Limits.optionalText("csv_header", csvHeader, Limits.HEADER_CHARS);
            Limits.optionalText("csv_options", csvOptions, Limits.HEADER_CHARS);
            Limits.optionalText("client", client, Limits.NAME_CHARS);
        }
    }
}
