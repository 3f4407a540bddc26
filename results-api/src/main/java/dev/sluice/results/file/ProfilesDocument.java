package dev.sluice.results.file;

import dev.sluice.results.http.SeriesCursor;
import dev.sluice.schemas.query.SeriesProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the profiles of a file's series. Before the end of the file {@code provisional} is true.
 *
 * @param nextCursor the cursor of the next page, or null on the last one
 */
record ProfilesDocument(
        String fileId,
        boolean provisional,
        List<SeriesProfile> profiles,
        @Nullable String nextCursor) {
    ProfilesDocument {
        profiles = List.copyOf(profiles);
    }

    static ProfilesDocument of(SeriesProfile.Page page) {
        String next = page.next();
        return new ProfilesDocument(
                page.summary().fileId(),
                page.summary().provisional(),
                page.profiles(),
                next == null ? null : SeriesCursor.of(next));
    }
}
