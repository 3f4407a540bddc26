package dev.sluice.aggregator.web;

import static dev.sluice.aggregator.web.QueryResponses.fromCopy;

import dev.sluice.aggregator.query.PartitionQueries;
import dev.sluice.aggregator.query.StandbyQueries;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FilePosition;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesWindows;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves queries for files, for results-api only. This instance answers for the partitions that it owns or, with {@code
 * from=standby}, for ended files in any of its stores.
 *
 * <p>Below {@code /internal/own} the parameter {@code client} names the client whose files the request is about. An
 * instance of an older version doesn't know that path, and so can't show the files of others.
 */
@RestController
@RequestMapping({"/internal/files", "/internal/own/files"})
public final class FileQueryController {
    private static final String STANDBY = "standby";

    private final FileQueries queries;
    private final PartitionQueries parts;
    private final StandbyQueries ended;
    private final QueryResponses responses;
    private final AggregatorProperties properties;

    FileQueryController(
            FileQueries queries,
            PartitionQueries parts,
            StandbyQueries ended,
            QueryResponses responses,
            AggregatorProperties properties) {
        this.queries = queries;
        this.parts = parts;
        this.ended = ended;
        this.responses = responses;
        this.properties = properties;
    }

    @GetMapping("/{id}")
    ResponseEntity<?> file(
            @PathVariable("id") String id,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "from", required = false) @Nullable String from) {
        return STANDBY.equals(from)
                ? fromCopy(() -> ended.ofClient(client).file(id))
                : asOwner(id, () -> of(client).file(id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<?> delete(
            @PathVariable("id") String id, @RequestParam(name = "client", required = false) @Nullable String client) {
        return asOwner(id, () -> of(client).delete(id));
    }

    @GetMapping("/{id}/series")
    ResponseEntity<?> series(
            @PathVariable("id") String id,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "1000") int limit) {
        return STANDBY.equals(from)
                ? fromCopy(() -> ended.ofClient(client).series(id, after, limit))
                : asOwner(id, () -> of(client).series(id, after, limit));
    }

    @GetMapping("/{id}/profiles")
    ResponseEntity<?> profiles(
            @PathVariable("id") String id,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "20") int limit) {
        return STANDBY.equals(from)
                ? fromCopy(() -> ended.ofClient(client).profiles(id, after, limit))
                : asOwner(id, () -> of(client).profiles(id, after, limit));
    }

    @GetMapping("/{id}/profile-of")
    ResponseEntity<?> profile(
            @PathVariable("id") String id,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "key") String key) {
        return STANDBY.equals(from)
                ? fromCopy(() -> ended.ofClient(client).profile(id, key))
                : asOwner(id, () -> of(client).profile(id, key));
    }

    /** The parameter {@code from} is taken: it tells which store answers. */
    @GetMapping("/{id}/windows")
    ResponseEntity<?> windows(
            @PathVariable("id") String id,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "key", required = false) @Nullable String key,
            @RequestParam(name = "since", defaultValue = "" + Long.MIN_VALUE) long since,
            @RequestParam(name = "until", defaultValue = "" + Long.MAX_VALUE) long until,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "1000") int limit) {
        SeriesWindows.Filter filter = new SeriesWindows.Filter(key, since, until);
        return STANDBY.equals(from)
                ? fromCopy(() -> ended.ofClient(client).windows(id, filter, window(cursor), limit))
                : asOwner(id, () -> of(client).windows(id, filter, window(cursor), limit));
    }

    @GetMapping("/{id}/rejects")
    ResponseEntity<?> rejects(
            @PathVariable("id") String id,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "code", required = false) @Nullable String code,
            @RequestParam(name = "field", required = false) @Nullable String field,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        RejectsPage.Filter filter = new RejectsPage.Filter(code, field);
        return STANDBY.equals(from)
                ? fromCopy(() -> ended.ofClient(client).rejects(id, filter, cursor, limit))
                : asOwner(id, () -> of(client).rejects(id, filter, cursor, limit));
    }

    /** Some partitions' share of the list of all files. */
    @GetMapping
    ResponseEntity<?> files(
            @RequestParam(name = "partitions") List<Integer> partitions,
            @RequestParam(name = "client", required = false) @Nullable String client,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "status", required = false) @Nullable FileStatus status,
            @RequestParam(name = "q", required = false) @Nullable String text,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        FilesPage.Filter filter = new FilesPage.Filter(status, text);
        return STANDBY.equals(from)
                ? fromCopy(() -> ended.ofClient(client).files(partitions, filter, position(cursor), limit))
                : responses.asOwner(
                        "file",
                        partitions,
                        () -> new Answer.Found<>(parts.ofClient(client)
                                .files(partitions, filter, position(cursor), limit, state -> true)));
    }

    private FileQueries of(@Nullable String client) {
        return client == null ? queries : queries.ofClient(client);
    }

    private static SeriesWindows.@Nullable Key window(@Nullable String cursor) {
        return cursor == null ? null : SeriesWindows.Key.parse(cursor);
    }

    private static @Nullable FilePosition position(@Nullable String cursor) {
        return cursor == null ? null : FilePosition.parse(cursor);
    }

    private <T> ResponseEntity<?> asOwner(String fileId, Supplier<Answer<T>> question) {
        int partition = FileIds.partition(fileId, properties.topics().partitions());
        return responses.asOwner("file", List.of(partition), question);
    }
}
