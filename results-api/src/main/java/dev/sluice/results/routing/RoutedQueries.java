package dev.sluice.results.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.operations.ClientUses;
import dev.sluice.schemas.operations.OperationsQueries;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FilePosition;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.FilesPart;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesSums;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.schemas.query.SystemQueries;
import dev.sluice.schemas.query.SystemState;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends queries to the aggregator instances that own the data. For a file this is its owner, then a standby that has
 * the file's end; lists and sums are merged from all owners. If no instance is available the answer is {@link
 * Answer.Unavailable}, never a miss.
 */
public final class RoutedQueries implements FileQueries, SystemQueries, OperationsQueries, AutoCloseable {
    /** The path below which an aggregator answers about the files of one client. */
    private static final String OWN = "/own";

    private final AggregatorClient http;
    private final AggregatorRegistry aggregators;
    private final FileRouter files;
    private final ScatterGather parts;
    private final SystemRouter system;
    private final @Nullable String client;

    RoutedQueries(AggregatorClient http, AggregatorRegistry aggregators, ResultsProperties properties) {
        this(
                http,
                aggregators,
                new FileRouter(http, aggregators, properties),
                new ScatterGather(http, aggregators, properties),
                new SystemRouter(http, aggregators, properties),
                null);
    }

    /** @param client whose files the queries are about; null for all */
    private RoutedQueries(
            AggregatorClient http,
            AggregatorRegistry aggregators,
            FileRouter files,
            ScatterGather parts,
            SystemRouter system,
            @Nullable String client) {
        this.http = http;
        this.aggregators = aggregators;
        this.files = files;
        this.parts = parts;
        this.system = system;
        this.client = client;
    }

    /**
     * Starts to poll the instances.
     *
     * @param internalKey the key that the aggregators expect; empty if there is none
     */
    public static RoutedQueries start(ResultsProperties properties, String internalKey) {
        return start(properties, internalKey, null);
    }

    /**
     * Starts to poll the instances.
     *
     * @param internalKey the key that the aggregators expect; empty if there is none
     * @param tls the authorities that are trusted, and the certificate, if there is one; null for those of the JVM
     */
    public static RoutedQueries start(ResultsProperties properties, String internalKey, @Nullable SSLContext tls) {
        AggregatorClient client = new AggregatorClient(properties.connectTimeout(), internalKey);
        if (tls != null) {
            client.use(tls);
        }
        AggregatorRegistry aggregators =
                new AggregatorRegistry(client, new Addresses(properties.aggregators(), InetAddress::getAllByName));
        aggregators.start(properties.refreshInterval());
        return new RoutedQueries(client, aggregators, properties);
    }

    /** Uses renewed authorities, or a renewed certificate, from now on. */
    public void use(SSLContext tls) {
        http.use(tls);
    }

    @Override
    public FileQueries ofClient(String name) {
        return new RoutedQueries(http, aggregators, files, parts, system, name);
    }

    @Override
    public Answer<FileSummary> file(String fileId) {
        return files.ask(fileId, about("/files/" + encoded(fileId), "", FileSummary.class));
    }

    @Override
    public Answer<FileSummary> delete(String fileId) {
        return files.askOwner(fileId, about("DELETE", "/files/" + encoded(fileId), "", FileSummary.class));
    }

    @Override
    public Answer<SeriesPage> series(String fileId, @Nullable String after, int limit) {
        return files.ask(
                fileId, about("/files/" + encoded(fileId) + "/series", page("after", after, limit), SeriesPage.class));
    }

    @Override
    public Answer<SeriesProfile.Page> profiles(String fileId, @Nullable String after, int limit) {
        return files.ask(
                fileId,
                about(
                        "/files/" + encoded(fileId) + "/profiles",
                        page("after", after, limit),
                        SeriesProfile.Page.class));
    }

    @Override
    public Answer<SeriesProfile.Single> profile(String fileId, String series) {
        return files.ask(
                fileId,
                about(
                        "/files/" + encoded(fileId) + "/profile-of",
                        "key=" + encoded(series),
                        SeriesProfile.Single.class));
    }

    @Override
    public Answer<SeriesWindows> windows(
            String fileId, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return files.ask(
                fileId,
                about("/files/" + encoded(fileId) + "/windows", windows(filter, after, limit), SeriesWindows.class));
    }

    @Override
    public Answer<RejectsPage> rejects(String fileId, RejectsPage.Filter filter, @Nullable String cursor, int limit) {
        return files.ask(
                fileId,
                about(
                        "/files/" + encoded(fileId) + "/rejects",
                        page("cursor", cursor, limit)
                                + parameter("code", filter.code())
                                + parameter("field", filter.field()),
                        RejectsPage.class));
    }

    @Override
    public Answer<FilesPage> files(FilesPage.Filter filter, @Nullable String cursor, int limit) {
        if (cursor != null) {
            // An invalid cursor is refused here, independently of the reachable instances.
            var unused = FilePosition.parse(cursor);
        }
        ScatterGather.Gathered<FilesPart> gathered = parts.fromOwnersOrCopies(about(
                "/files",
                page("cursor", cursor, limit)
                        + parameter(
                                "status",
                                filter.status() == null ? null : filter.status().name())
                        + parameter("q", filter.text()),
                FilesPart.class));
        return gathered.parts().isEmpty()
                ? gathered.unavailable()
                : new Answer.Found<>(FilesPage.of(FilesPart.merge(gathered.parts(), limit), gathered.unreachable()));
    }

    @Override
    public Answer<SeriesOverFiles> seriesOverFiles(String dataset, String series) {
        return sum(
                about("/datasets/" + encoded(dataset) + "/series-of", "key=" + encoded(series), SeriesSum.class),
                found -> found.stream()
                        .reduce(SeriesSum::plus)
                        .map(SeriesSum::result)
                        .<Answer<SeriesOverFiles>>map(Answer.Found::new)
                        .orElseGet(Answer.Missing::new));
    }

    @Override
    public Answer<SeriesOverFiles.Page> allSeriesOverFiles(String dataset, @Nullable String after, int limit) {
        return sum(
                about("/datasets/" + encoded(dataset) + "/series", page("after", after, limit), SeriesSums.class),
                found -> new Answer.Found<>(SeriesSums.page(found, limit)));
    }

    @Override
    public Answer<SeriesWindows.OverFiles> windowsOverFiles(
            String dataset, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return sum(
                about(
                        "/datasets/" + encoded(dataset) + "/windows",
                        windows(filter, after, limit),
                        SeriesWindows.Sums.class),
                found -> new Answer.Found<>(SeriesWindows.OverFiles.of(filter.onlySeries(), found, limit)));
    }

    @Override
    public Answer<DatasetTotals> totals(String dataset) {
        return sum(
                about("/datasets/" + encoded(dataset) + "/totals", "", DatasetTotals.class),
                found -> new Answer.Found<>(found.stream().reduce(DatasetTotals.NONE, DatasetTotals::plus)));
    }

    @Override
    public Answer<ClientUses> clientUses(Instant now) {
        return sum(
                new AggregatorRequest<>("/clients", "now=" + now.toEpochMilli(), ClientUses.class),
                found -> new Answer.Found<>(ClientUses.merge(found)));
    }

    @Override
    public Answer<SystemState> system() {
        return system.ask();
    }

    @Override
    public void close() {
        aggregators.close();
    }

    private <T> AggregatorRequest<T> about(String path, String query, Class<T> type) {
        return about("GET", path, query, type);
    }

    /** The request, for the files that the queries are about. */
    private <T> AggregatorRequest<T> about(String method, String path, String query, Class<T> type) {
        return client == null
                ? new AggregatorRequest<>(method, path, query, type)
                : new AggregatorRequest<>(method, OWN + path, query, type).with("client=" + encoded(client));
    }

    private <P, T> Answer<T> sum(AggregatorRequest<P> question, Function<List<P>, Answer<T>> merge) {
        ScatterGather.Gathered<P> gathered = parts.fromOwners(question);
        return gathered.isWhole() ? merge.apply(gathered.parts()) : gathered.unavailable();
    }

    private static String windows(SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return page("cursor", after == null ? null : after.cursor(), limit)
                + parameter("key", filter.series())
                + "&since=" + filter.from() + "&until=" + filter.to();
    }

    private static String page(String name, @Nullable String after, int limit) {
        return "limit=" + limit + parameter(name, after);
    }

    private static String parameter(String name, @Nullable String text) {
        return text == null ? "" : "&" + name + "=" + encoded(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
