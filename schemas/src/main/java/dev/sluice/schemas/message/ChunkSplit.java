package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.text.Limits;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code split-events}: what the splitter made of one chunk, written in the transaction of its rows. Exactly
 * one per chunk, whatever was wrong inside it.
 *
 * @param fileId the file it was cut from
 * @param chunk its number in the file, from 0
 * @param bytes its size
 * @param valid the rows now in {@code valid-rows}, with their lines
 * @param invalid the rows now in {@code invalid-rows}, with their lines
 * @param wholeFile set where the chunk is a complete little file that a direct producer sent as one record, which no
 *     gateway opens or closes
 * @param fault set where the chunk could not be read as rows at all (no usable header, not text); it fails the file
 */
public record ChunkSplit(
        String fileId,
        long chunk,
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
     * What a gateway would have said of the file.
     *
     * @param received the broker's time of the record
     * @param partition of {@code raw-chunks} that the record is in; 0 in what older splitters wrote, which has none
     * @param offset of the record there, likewise
     * @param csvHeader the header row, or null where the record is JSON or could not be read
     * @param csvOptions how the CSV was read ({@code ReadOptions}), or null likewise
     */
    public record WholeFile(
            String dataset,
            @Nullable String filename,
            Instant received,
            @JsonSetter(nulls = Nulls.AS_EMPTY) int partition,
            @JsonSetter(nulls = Nulls.AS_EMPTY) long offset,
            @Nullable String csvHeader,
            @Nullable String csvOptions) {
        public WholeFile {
            Limits.text("dataset", dataset, Limits.NAME_CHARS);
            Limits.optionalText("filename", filename, Limits.NAME_CHARS);
            Limits.time("received", received);
            Limits.count("partition", partition);
            Limits.count("offset", offset);
            Limits.optionalText("csv_header", csvHeader, Limits.HEADER_CHARS);
            Limits.optionalText("csv_options", csvOptions, Limits.HEADER_CHARS);
        }
    }
}
