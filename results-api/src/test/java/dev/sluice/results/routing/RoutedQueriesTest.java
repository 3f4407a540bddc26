package dev.sluice.results.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.FileSummaries;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.operations.ClientUse;
import dev.sluice.schemas.operations.ClientUses;
import dev.sluice.schemas.ownership.Ownership;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Queries to two instances with two partitions each when one of them dies or stops, or its partitions move. */
class RoutedQueriesTest {
    private static final int PARTITIONS = 4;

    /**
     * Periodic polls would hide the refreshes that a request itself triggers, so only the first poll happens; and no
     * request waits for an owner.
     */
    private static final Map<String, String> PATIENT = Map.of(
            "results.refresh-interval", "1m",
            "results.connect-timeout", "1m",
            "results.hop-timeout", "1m",
            "results.request-timeout", "2m",
            "results.owner-wait", "0s");

    private final FakeFileQueries filesOfA = new FakeFileQueries();
    private final FakeFileQueries filesOfB = new FakeFileQueries();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private StubAggregator a;
    private StubAggregator b;

    @BeforeEach
    void start() throws IOException {
        a = opened(new StubAggregator(filesOfA, PARTITIONS, 0, 2));
        b = opened(new StubAggregator(filesOfB, PARTITIONS, 1, 3));
        a.holds(Set.of(0, 2), Set.of(1, 3));
        b.holds(Set.of(1, 3), Set.of(0, 2));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void shouldSendRequestsOnlyToTheOwner() {
        RoutedQueries queries = queries(PATIENT);
        FileSummary ofA = FileSummaries.partial(idIn(0));
        FileSummary ofB = FileSummaries.file(idIn(3), FileStatus.PROCESSING);
        filesOfA.add(ofA, List.of());
        filesOfB.add(ofB, List.of());

        assertThat(queries.file(ofA.fileId())).isEqualTo(new Answer.Found<>(ofA));
        assertThat(queries.file(ofB.fileId())).isEqualTo(new Answer.Found<>(ofB));
        assertThat(queries.file(idIn(2))).isEqualTo(new Answer.Missing<>());
        assertThat(a.asked()).containsExactly("/files/" + ofA.fileId(), "/files/" + idIn(2));
        assertThat(b.asked()).containsExactly("/files/" + ofB.fileId());
    }

    @Test
    void shouldAddUpWhatClientsHaveStored() {
        RoutedQueries queries = queries(PATIENT);
        ClientUse.Amount one = new ClientUse.Amount(1, 0, 10, 1, 0);
        filesOfA.use(new ClientUse("lab", Instant.EPOCH, one, one));
        filesOfB.use(new ClientUse("lab", Instant.EPOCH, ClientUse.Amount.NONE, one));

        assertThat(queries.clientUses(Instant.ofEpochMilli(7)))
                .isEqualTo(new Answer.Found<>(ClientUses.of(
                        List.of(new ClientUse("lab", Instant.EPOCH, one, new ClientUse.Amount(2, 0, 20, 2, 0))),
                        null)));
        assertThat(a.asked()).containsExactly("/clients?now=7&partitions=0,2");
        filesOfB.goDown();
        assertUnavailable(queries.clientUses(Instant.EPOCH), "the store is restoring");
    }

    @Test
    void shouldForwardAnUnavailableAnswerOfTheOwner() {
        RoutedQueries queries = queries(PATIENT);
        filesOfA.goDown();

        assertUnavailable(queries.file(idIn(0)), "the store is restoring");
        assertThat(b.asked()).isEmpty();
    }

    @Test
    void shouldReturnFinishedFilesFromTheStandbyWhenTheOwnerIsDead() {
        FileSummary ended = FileSummaries.partial(idIn(0));
        filesOfB.add(ended, List.of("s"));
        filesOfB.add(FileSummaries.file(idIn(2), FileStatus.PROCESSING), List.of());
        RoutedQueries queries = queries(PATIENT);
        assertThat(queries.file(ended.fileId())).isEqualTo(new Answer.Missing<>());

        a.close();

        assertThat(queries.file(ended.fileId())).isEqualTo(new Answer.Found<>(ended));
        assertThat(queries.series(ended.fileId(), null, 9)).isInstanceOf(Answer.Found.class);
        assertUnavailable(queries.file(idIn(2)), "has not seen the end of " + idIn(2));
        assertUnavailable(queries.file(idIn(0, 1)), "has not seen the end");
        assertThat(b.asked()).allMatch(question -> question.contains("from=standby"));
    }

    /** A copy could only forget what its owner still has. */
    @Test
    void shouldSendDeletionsOnlyToTheOwner() {
        FileSummary file = FileSummaries.partial(idIn(0));
        filesOfA.add(file, List.of());
        filesOfB.add(file, List.of());
        RoutedQueries queries = queries(PATIENT);

        assertThat(queries.delete(file.fileId())).isEqualTo(new Answer.Found<>(file));
        assertThat(queries.delete(file.fileId())).isEqualTo(new Answer.Missing<>());
        a.close();
        assertUnavailable(queries.delete(file.fileId()), "");

        assertThat(b.asked()).isEmpty();
        assertThat(filesOfB.file(file.fileId())).isEqualTo(new Answer.Found<>(file));
    }

    /** Of an owner that is out of reach nothing is ever missing, whatever others don't have. */
    @Test
    void shouldNeverReportMissingForAnUnreachableOwner() {
        RoutedQueries queries = queries(PATIENT);
        assertThat(queries.file(idIn(0))).isEqualTo(new Answer.Missing<>());
        b.holds(Set.of(1, 3), Set.of());
        a.close();

        assertUnavailable(queries.file(idIn(0)), "");
        assertUnavailable(queries.series(idIn(0), null, 1), "");
    }

    /** A stopped process takes connections and answers nothing; who waits for it stops when it is found out. */
    @Test
    void shouldNotWaitForAStoppedOwner() {
        FileSummary ended = FileSummaries.partial(idIn(0));
        filesOfB.add(ended, List.of());
        Map<String, String> settings = new HashMap<>(PATIENT);
        settings.put("results.refresh-interval", "50ms");
        settings.put("results.connect-timeout", "500ms");
        // Were it waited for, there would be no time left for the standby.
        settings.put("results.hop-timeout", "2m");
        RoutedQueries queries = queries(settings);
        await(() -> queries.file(ended.fileId()) instanceof Answer.Missing);

        a.pause();

        await(() -> new Answer.Found<>(ended).equals(queries.file(ended.fileId())));
    }

    @Test
    void shouldUseTheStandbyAfterTheHopTimeout() {
        FileSummary ended = FileSummaries.partial(idIn(0));
        filesOfB.add(ended, List.of());
        Map<String, String> settings = new HashMap<>(PATIENT);
        settings.put("results.hop-timeout", "300ms");
        RoutedQueries queries = queries(settings);
        await(() -> queries.file(idIn(2)) instanceof Answer.Missing);

        a.pauseAllButOwnership();

        await(() -> new Answer.Found<>(ended).equals(queries.file(ended.fileId())));
    }

    @Test
    void shouldSendNoRequestAfterTheTimeout() throws IOException {
        StubAggregator c = opened(new StubAggregator(new FakeFileQueries(), PARTITIONS));
        c.holds(Set.of(), Set.of(0));
        Map<String, String> settings = new HashMap<>(PATIENT);
        settings.put("results.hop-timeout", "1s");
        settings.put("results.request-timeout", "1s");
        RoutedQueries queries = queries(settings, a, b, c);
        await(() -> queries.file(idIn(0)) instanceof Answer.Missing);
        List.of(a, b, c).forEach(each -> each.asked().clear());

        a.pauseAllButOwnership();
        assertUnavailable(queries.file(idIn(0)), "did not answer within");

        assertThat(a.asked()).hasSize(1);
        assertThat(Stream.concat(b.asked().stream(), c.asked().stream())).isEmpty();
    }

    @Test
    void shouldFollowAFileToItsNewOwner() {
        FileSummary file = FileSummaries.file(idIn(0), FileStatus.PROCESSING);
        filesOfA.add(file, List.of());
        filesOfB.add(file, List.of());
        RoutedQueries queries = queries(PATIENT);
        assertThat(queries.file(file.fileId())).isEqualTo(new Answer.Found<>(file));

        a.holds(Set.of(2), Set.of(0, 1, 3));
        b.holds(Set.of(0, 1, 3), Set.of(2));

        assertThat(queries.file(file.fileId())).isEqualTo(new Answer.Found<>(file));
        assertThat(queries.file(file.fileId())).isEqualTo(new Answer.Found<>(file));
        assertThat(a.asked()).as("once before, once without success").hasSize(2);
        assertThat(b.asked()).containsExactly("/files/" + file.fileId(), "/files/" + file.fileId());
    }

    @Test
    void shouldRefreshOwnersWhileAPartitionHasNone() {
        FileSummary file = FileSummaries.file(idIn(0), FileStatus.PROCESSING);
        filesOfB.add(file, List.of());
        a.holds(Set.of(2), Set.of());
        b.holds(Set.of(1, 3), Set.of());
        RoutedQueries queries = queries(PATIENT);

        assertUnavailable(queries.file(file.fileId()), "no instance answers for partition 0 now");
        assertThat(Stream.concat(a.asked().stream(), b.asked().stream())).isEmpty();
        b.holds(Set.of(0, 1, 3), Set.of());

        assertThat(queries.file(file.fileId())).isEqualTo(new Answer.Found<>(file));
    }

    @Test
    void shouldLimitTheRequestsThatWaitForTheNextOwner() {
        FileSummary file = FileSummaries.file(idIn(0), FileStatus.PROCESSING);
        filesOfB.add(file, List.of());
        a.holds(Set.of(2), Set.of());
        b.holds(Set.of(1, 3), Set.of());
        Map<String, String> settings = new HashMap<>(PATIENT);
        settings.put("results.owner-wait", "2m");
        RoutedQueries queries = queries(settings);
        ExecutorService clients = Executors.newCachedThreadPool();
        opened.add(clients::shutdownNow);

        List<CompletableFuture<Answer<FileSummary>>> asked = IntStream.range(0, 66)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> queries.file(file.fileId()), clients))
                .toList();
        await(() -> asked.stream().filter(CompletableFuture::isDone).count() == 2);
        b.holds(Set.of(0, 1, 3), Set.of());

        assertThat(asked.stream().map(CompletableFuture::join).filter(new Answer.Found<>(file)::equals))
                .hasSize(64);
    }

    @Test
    void shouldStopWaitingForTheNextOwnerAfterOwnerWait() {
        a.holds(Set.of(2), Set.of());
        Map<String, String> settings = new HashMap<>(PATIENT);
        settings.put("results.owner-wait", "300ms");

        assertUnavailable(queries(settings).file(idIn(0)), "no instance answers for partition 0 now");
    }

    /** Between two looks an instance may lose what it tells to own. */
    @Test
    void shouldGiveUpAfterTwoNotOwnerResponses() {
        a.holds(Set.of(2), Set.of());
        a.reportOwners(new Ownership.Owner(0, a.url().toString(), List.of()));
        b.holds(Set.of(1, 3), Set.of());
        RoutedQueries queries = queries(PATIENT);
        await(() -> queries.file(idIn(2)) instanceof Answer.Missing);
        a.asked().clear();

        assertUnavailable(queries.file(idIn(0)), "does not own [0]");

        assertThat(a.asked())
                .containsExactly("/files/" + idIn(0), "/files/" + idIn(0), "/files/" + idIn(0) + "?from=standby");
        assertThat(b.asked()).isEmpty();
    }

    @Test
    void shouldDiscoverInstancesFromOthers() {
        FileSummary file = FileSummaries.file(idIn(1), FileStatus.PROCESSING);
        filesOfB.add(file, List.of());
        a.reportOwners(new Ownership.Owner(1, b.url().toString(), List.of()));
        RoutedQueries queries = queries(PATIENT, a);

        await(() -> new Answer.Found<>(file).equals(queries.file(file.fileId())));
    }

    /** They know each other by names that only they can resolve. */
    @Test
    void shouldReachInstancesAtTheAddressesTheyWereFoundAt() {
        FileSummary file = FileSummaries.file(idIn(1), FileStatus.PROCESSING);
        filesOfB.add(file, List.of());
        a.isCalled("http://aggregator-0.invalid:8082");
        b.isCalled("http://aggregator-1.invalid:8082");
        a.reportOwners(new Ownership.Owner(1, "http://aggregator-1.invalid:8082", List.of()));
        RoutedQueries queries = queries(PATIENT);

        assertThat(queries.file(file.fileId())).isEqualTo(new Answer.Found<>(file));
        assertWhole(queries.files(FilesPage.Filter.NONE, null, 9));
    }

    /** As the headless service of a cluster: one name, an address for each instance. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldQueryAllAddressesOfAName() throws IOException {
        InetAddress[] addresses = {InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.3")};
        StubAggregator first = opened(new StubAggregator(addresses[0], 0, filesOfA, PARTITIONS, 0, 2));
        int port = first.url().getPort();
        opened(new StubAggregator(addresses[1], port, filesOfB, PARTITIONS, 1, 3));
        filesOfA.add(FileSummaries.partial(idIn(0)), List.of());
        filesOfB.add(FileSummaries.partial(idIn(1)), List.of());
        ResultsProperties properties = properties(PATIENT, "http://aggregator:" + port);
        AggregatorClient client = new AggregatorClient(properties.connectTimeout(), "");
        AggregatorRegistry aggregators =
                new AggregatorRegistry(client, new Addresses(properties.aggregators(), host -> addresses));
        aggregators.start(properties.refreshInterval());
        RoutedQueries queries = opened(new RoutedQueries(client, aggregators, properties));

        assertThat(queries.file(idIn(0))).isInstanceOf(Answer.Found.class);
        assertThat(queries.file(idIn(1))).isInstanceOf(Answer.Found.class);
        assertThat(idsOf(assertWhole(queries.files(FilesPage.Filter.NONE, null, 9))))
                .containsExactlyInAnyOrder(idIn(0), idIn(1));
    }

    @Test
    void shouldListTheFilesOfAllOwnersPageByPage() {
        RoutedQueries queries = queries(PATIENT);
        Set<String> all = addFiles(12);

        List<String> seen = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            FilesPage page = assertWhole(queries.files(FilesPage.Filter.NONE, cursor, 5));
            seen.addAll(idsOf(page));
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).hasSize(12).containsExactlyInAnyOrderElementsOf(all);
        assertThat(a.asked()).allMatch(question -> question.contains("partitions=0,2"));
        assertThat(b.asked()).allMatch(question -> question.contains("partitions=1,3"));
    }

    @Test
    void shouldListStandbyFilesAndReportMissingPartitions() {
        RoutedQueries queries = queries(PATIENT);
        addFiles(8);
        assertThat(idsOf(assertWhole(queries.files(FilesPage.Filter.NONE, null, 99))))
                .hasSize(8);
        FileSummary ended = FileSummaries.partial(idIn(1));
        filesOfA.add(ended, List.of());
        filesOfA.add(FileSummaries.file(idIn(1, 1), FileStatus.PROCESSING), List.of());
        a.holds(Set.of(0, 2), Set.of(1));

        b.close();
        FilesPage page = found(queries.files(FilesPage.Filter.NONE, null, 99));

        assertThat(idsOf(page))
                .contains(ended.fileId())
                .allMatch(id -> FileIds.partition(id, PARTITIONS) % 2 == 0 || id.equals(ended.fileId()));
        assertThat(page.unreachable()).hasSize(2);
        assertThat(page.unreachable().get(0))
                .startsWith("partition 1 of 0 to 3, of which a copy shows only files that have ended: ")
                .contains(":" + b.url().getPort());
        assertThat(page.unreachable().get(1)).startsWith("partition 3 of 0 to 3: ");
    }

    @Test
    void shouldAnswerUnavailableWhenNoInstanceResponds() {
        RoutedQueries queries = queries(PATIENT);
        assertWhole(queries.files(FilesPage.Filter.NONE, null, 9));
        a.close();
        b.close();

        assertUnavailable(queries.files(FilesPage.Filter.NONE, null, 9), "partition 3");
        assertUnavailable(queries(PATIENT).files(FilesPage.Filter.NONE, null, 9), "can't be reached");
    }

    @Test
    void shouldRefuseAnInvalidCursorWithoutAnInstance() {
        RoutedQueries queries = queries(PATIENT);
        a.close();
        b.close();

        assertThatIllegalArgumentException().isThrownBy(() -> queries.files(FilesPage.Filter.NONE, "broken", 9));
    }

    @Test
    void shouldMergeSumsOfAllOwners() {
        RoutedQueries queries = queries(PATIENT);
        filesOfA.add("songs", Sums.of("s", "f1", 1, 2), Sums.of("only-a", "f1", 7));
        filesOfB.add("songs", Sums.of("s", "f2", 4), Sums.of("t", "f2", 5));
        filesOfA.add("readings", Sums.latest("x", "f8", 1, 2));
        filesOfB.add("readings", Sums.latest("x", "f9", 4));
        filesOfA.add("songs", new DatasetTotals(1, 0, 3, 0, 0));
        filesOfB.add("songs", new DatasetTotals(2, 1, 2, 4, 1));

        SeriesOverFiles s = found(queries.seriesOverFiles("songs", "s"));
        assertThat(s)
                .isEqualTo(Sums.of("s", "f1", 1, 2).plus(Sums.of("s", "f2", 4)).result());
        assertThat(s.figures().sum()).isEqualTo(7);
        assertThat(s.files()).isEqualTo(2);
        assertThat(found(queries.seriesOverFiles("readings", "x")).figures().sum())
                .isEqualTo(4);
        assertThat(queries.seriesOverFiles("songs", "none")).isEqualTo(new Answer.Missing<>());
        assertThat(pages(queries, 1)).containsExactly("only-a", "s", "t");
        assertThat(pages(queries, 2)).containsExactly("only-a", "s", "t");
        assertThat(found(queries.allSeriesOverFiles("songs", null, 9)).series()).contains(s);
        assertThat(found(queries.totals("songs"))).isEqualTo(new DatasetTotals(3, 1, 5, 4, 1));
    }

    /** A sum without some of its files would be a wrong number, whatever copies there are. */
    @Test
    void shouldNotReturnPartialSums() {
        filesOfA.add("songs", Sums.of("s", "f1", 1));
        RoutedQueries queries = queries(PATIENT);
        assertThat(queries.seriesOverFiles("songs", "s")).isInstanceOf(Answer.Found.class);
        assertThat(queries.seriesOverFiles("songs", "none")).isInstanceOf(Answer.Missing.class);

        b.close();

        assertUnavailable(queries.seriesOverFiles("songs", "s"), "partition 1 of 0 to 3");
        assertUnavailable(queries.seriesOverFiles("songs", "none"), "partition 3 of 0 to 3");
        assertUnavailable(queries.allSeriesOverFiles("songs", null, 9), "partition 1");
        assertUnavailable(queries.totals("songs"), "partition 1");
    }

    private RoutedQueries queries(Map<String, String> settings) {
        return queries(settings, a, b);
    }

    private RoutedQueries queries(Map<String, String> settings, StubAggregator... known) {
        String urls = Arrays.stream(known).map(each -> each.url().toString()).collect(Collectors.joining(","));
        return opened(RoutedQueries.start(properties(settings, urls), ""));
    }

    private static ResultsProperties properties(Map<String, String> settings, String aggregators) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("results.aggregators", aggregators);
        return Routing.properties(all);
    }

    /** So many files that have ended, each with its owner. */
    private Set<String> addFiles(int count) {
        List<String> ids = IntStream.range(0, count).mapToObj(i -> "file-" + i).toList();
        ids.forEach(id -> (FileIds.partition(id, PARTITIONS) % 2 == 0 ? filesOfA : filesOfB)
                .add(FileSummaries.partial(id), List.of()));
        return Set.copyOf(ids);
    }

    private static List<String> pages(RoutedQueries queries, int limit) {
        List<String> all = new ArrayList<>();
        @Nullable String after = null;
        do {
            SeriesOverFiles.Page page = found(queries.allSeriesOverFiles("songs", after, limit));
            page.series().forEach(series -> all.add(series.series()));
            after = page.next();
        } while (after != null);
        return all;
    }

    private static String idIn(int partition) {
        return idIn(partition, 0);
    }

    /** One of those in that partition. */
    private static String idIn(int partition, int number) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "in-" + i)
                .filter(id -> FileIds.partition(id, PARTITIONS) == partition)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> idsOf(FilesPage page) {
        return page.files().stream().map(FileSummary::fileId).toList();
    }

    private static FilesPage assertWhole(Answer<FilesPage> answer) {
        FilesPage page = found(answer);
        assertThat(page.unreachable()).isEmpty();
        return page;
    }

    private static <T> T found(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<T>) answer).value();
    }

    private static void assertUnavailable(Answer<?> answer, String reason) {
        assertThat(answer)
                .isInstanceOfSatisfying(Answer.Unavailable.class, unavailable -> assertThat(unavailable.reason())
                        .contains(reason));
    }

    private static void await(Supplier<Boolean> condition) {
        while (!condition.get()) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }
}
