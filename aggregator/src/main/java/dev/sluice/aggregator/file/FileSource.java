package dev.sluice.aggregator.file;

import java.util.Locale;

/** The source of a file. */
public enum FileSource {
    /** A file that a gateway divides into chunks. */
    UPLOAD,
    /** A complete small file in one record. */
    RECORD,
    /** Rows that producers write directly; open until one of them closes it. */
    STREAM;

    /** Returns the name of the source in summaries. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
