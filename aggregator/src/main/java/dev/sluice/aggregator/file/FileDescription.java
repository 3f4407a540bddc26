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
 * @param client the client that the file belongs to, or null before an event that names it
 */
public record FileDescription(
        @Nullable FileSource source,
        @Nullable String dataset,
        @Nullable String filename,
        long uploadMs,
        @Nullable ArrivalOrder arrival,
        @Nullable String traceparent,
        @Nullable String client) {

    static FileDescription unknown(long createdMs) {
        return new FileDescription(null, null, null, createdMs, null, null, null);
    }

    FileDescription withSource(FileSource found) {
        return new FileDescription(found, dataset, filename, uploadMs, arrival, traceparent, client);
    }

    FileDescription withDataset(String named) {
        return new FileDescription(source, named, filename, uploadMs, arrival, traceparent, client);
    }

    FileDescription withTraceparent(String carried) {
        return new FileDescription(source, dataset, filename, uploadMs, arrival, carried, client);
    }

    /** Sets the content of the event that starts a file. The source is set separately. */
    FileDescription with(
            @Nullable String toldDataset,
            @Nullable String toldFilename,
            long toldUploadMs,
            @Nullable ArrivalOrder toldArrival,
            @Nullable String toldClient) {
        return new FileDescription(
                source,
                toldDataset,
                toldFilename,
                toldUploadMs,
                toldArrival,
                traceparent,
                toldClient == null ? client : toldClient);
    }
}
