package dev.sluice.aggregator.file;

import org.jspecify.annotations.Nullable;

/**
 * What a file is, by what its events say of it.
 *
 * @param source or null before an event that tells
 * @param dataset what its columns mean, likewise
 * @param filename or null where it has none
 * @param uploadMs when its upload began, in milliseconds since the epoch
 * @param arrival when it came, as compared with other files; null before its first record with that time
 * @param traceparent the trace context of the first of its records that carried one, or null
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

    /** All that the event says that a file begins with; its source is judged apart. */
    FileDescription with(
            @Nullable String toldDataset,
            @Nullable String toldFilename,
            long toldUploadMs,
            @Nullable ArrivalOrder toldArrival) {
        return new FileDescription(source, toldDataset, toldFilename, toldUploadMs, toldArrival, traceparent);
    }
}
