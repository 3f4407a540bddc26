package dev.sluice.results.file;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.schemas.query.SeriesProfile;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /results/{id}/profiles} and {@code GET /results/{id}/series/{key}/profile}. */
@RestController
public final class ProfilesController {
    private final VisibleFiles files;

    ProfilesController(VisibleFiles files) {
        this.files = files;
    }

    @GetMapping(path = "/results/{id}/profiles", produces = "application/json")
    ProfilesDocument profiles(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        String fileId = Requests.fileId(id);
        int max = Requests.limit(limit, PageLimit.PROFILES);
        String after = Requests.seriesAfter(cursor);
        return ProfilesDocument.of(Answers.ofFile(files.of(request).profiles(fileId, after, max), fileId));
    }

    @GetMapping(path = "/results/{id}/series/{key}/profile", produces = "application/json")
    ProfileDocument profile(HttpServletRequest request, @PathVariable String id, @PathVariable String key) {
        String fileId = Requests.fileId(id);
        SeriesProfile.Single found = Answers.ofFile(files.of(request).profile(fileId, key), fileId);
        SeriesProfile profile = found.profile();
        if (profile == null) {
            throw ResultsProblem.unknownSeries(fileId, key);
        }
        return ProfileDocument.of(found.summary(), profile);
    }
}
