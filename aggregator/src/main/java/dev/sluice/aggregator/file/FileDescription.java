package dev.sluice.aggregator.file;

import org.jspecify.annotations.Nullable;

/**
 * The description of a file, from its events and rows.
 *
 * @param source the source, or null before a record from which it follows
 * @param dataset the dataset's name, or null before a record that names it
 * @param filename the file's name, or null if it has none
 * @param uploadMs when the upload started or the record was received, in milliseconds since the epoch
 * @param arrival the position in the order of arrival, or null before an event that determines it
 * @param traceparent the trace context of the first record that had one, or null
 */
public record FileDescription(
        @Nullable FileSource source,
        @Nullable String dataset,
        @Nullable String filename,
        long uploadMs,
        @Nullable ArrivalOrder arrival,
        @Nullable String traceparent) {

    static FileDescription unknown(long createdMs) {
        return new FileDescription(null, null, null, createdMs, null, null);
    }

    FileDescription withSource(FileSource found) {
        return new FileDescription(found, dataset, filename, uploadMs, arrival, traceparent);
    }

    FileDescription withDataset(String named) {
        return new FileDescription(source, named, filename, uploadMs, arrival, traceparent);
    }

    FileDescription withTraceparent(String carried) {
        return new FileDescription(source, dataset, filename, uploadMs, arrival, carried);
    }

    /** Sets the content of the event that starts a file. The source is set separately. */
    FileDescription with(
            @Nullable String toldDataset,
            @Nullable String toldFilename,
            long toldUploadMs,
            @Nullable ArrivalOrder toldArrival) {
        return new FileDescription(source, toldDataset, toldFilename, toldUploadMs, toldArrival, traceparent);
    }
}
