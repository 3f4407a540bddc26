package dev.sluice.aggregator.file;

import java.util.Locale;

/** What kind of file it is. */
public enum FileSource {
    /** Cut into chunks by a gateway. */
    UPLOAD,
    /** A complete little file in one record. */
    RECORD,
    /** Rows of direct producers, without an end until one of them closes it. */
    STREAM;

    /** As it is shown. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
