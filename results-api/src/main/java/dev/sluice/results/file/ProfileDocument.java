package dev.sluice.results.file;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesProfile;

/**
 * The profile of a series of a file. Before the end of the file {@code provisional} is true.
 *
 * @param profile the profile, at the top level of the JSON
 */
record ProfileDocument(
        String fileId, boolean provisional, @JsonUnwrapped SeriesProfile profile) {
    static ProfileDocument of(FileSummary summary, SeriesProfile profile) {
        return new ProfileDocument(summary.fileId(), summary.provisional(), profile);
    }
}
