package dev.sluice.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.claim.InMemoryClaims;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.log.ScriptedLog;
import dev.sluice.gateway.log.UploadSession;
import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Query;
import dev.sluice.gateway.request.RawUpload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkHeaders.BadRow;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.tabular.row.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public class UploadsTest {
    private static final String HEADER = "timestamp,sensor_id,value\n";
    private static final String OPTIONS = "delimiter=%2C&header=present";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String ID = "file-1";

    private final GatewayProperties properties = GatewayProperties.read(new Settings(Map.of(
            "gateway.chunk-bytes", "1KiB",
            "gateway.max-row-bytes", "1KiB",
            "gateway.upload-deadline", "10m",
            "gateway.progress-interval", "1m")));
    private final ScriptedLog log = new ScriptedLog(properties.topics());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final FileLog fileLog = new FileLog(log, properties, new GatewayMetrics(meters), nanos::get, () -> true);
    private final InMemoryClaims claims = new InMemoryClaims();
    private final Uploads uploads = new Uploads(
            fileLog,
            claims.claims(properties, new ClaimMetrics(meters)),
            properties,
            () -> ID,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() {
        fileLog.close();
    }

    @Test
    void shouldPublishAllEventsAndChunksOfAFile() throws Exception {
        byte[] file = (HEADER + rows(0, 100)).getBytes(UTF_8);

        assertThat(accept(file)).isEqualTo(ID);

        assertThat(log.story()).containsExactly("FileOpened", "chunk 0", "chunk 1", "chunk 2", "chunk 3", "FileClosed");
        assertThat(log.events())
                .containsExactly(
                        new FileOpened(
                                ID,
                                "sensor-readings",
                                "a.csv",
                                "timestamp,sensor_id,value",
                                OPTIONS,
                                NOW,
                                600_000,
                                "lab"),
                        new FileClosed(ID, 4, file.length, 101, sha256(file)));
    }

    @Test
    void shouldSendWholeRowsWithTheHeadersNeededToReadThem() throws Exception {
        accept((HEADER + rows(0, 100)).getBytes(UTF_8));

        StringBuilder sent = new StringBuilder();
        for (ProducerRecord<byte[], byte[]> chunk : log.chunks()) {
            ChunkHeaders headers = ChunkHeaders.from(chunk.headers());
            assertThat(headers)
                    .isEqualTo(new ChunkHeaders(
                            ID,
                            headers.chunk(),
                            2 + sent.toString().lines().count(),
                            "sensor-readings",
                            "a.csv",
                            "timestamp,sensor_id,value",
                            OPTIONS,
                            "text/csv"));
            assertThat(chunk.key()).asString(UTF_8).isEqualTo(ID);
            assertThat(chunk.partition()).isEqualTo(FileIds.chunkPartition(ID, headers.chunk(), 4));
            assertThat(chunk.value().length).isLessThanOrEqualTo(1024);
            sent.append(new String(chunk.value(), UTF_8));
        }
        assertThat(sent).hasToString(rows(0, 100));
    }

    @Test
    void shouldSendEventsToThePartitionOfTheirFile() throws Exception {
        accept((HEADER + rows(0, 1)).getBytes(UTF_8));

        log.forget();
        log.onSend(record -> assertThat(record.partition())
                .isEqualTo(log.isChunk(record) ? FileIds.chunkPartition(ID, 0, 4) : FileIds.partition(ID, 4)));
        accept((HEADER + rows(0, 1)).getBytes(UTF_8));
        assertThat(log.story()).hasSize(3);
    }

    @Test
    void shouldCloseAFileThatIsAHeaderAlone() throws Exception {
        accept(HEADER.getBytes(UTF_8));

        assertThat(log.story()).containsExactly("FileOpened", "FileClosed");
        assertThat(log.events()).last().isInstanceOfSatisfying(FileClosed.class, closed -> {
            assertThat(closed.chunks()).isZero();
            assertThat(closed.lines()).isEqualTo(1);
        });
    }

    @Test
    void shouldHaveNoMoreInFlightThanAllowed() throws Exception {
        accept((HEADER + rows(0, 1_000)).getBytes(UTF_8));

        assertThat(log.chunks()).hasSizeGreaterThan(20);
        assertThat(log.mostChunksInFlight()).isEqualTo(properties.chunksInFlight());
    }

    @Test
    void shouldResendAFailedChunkUnchanged() throws Exception {
        log.failNext(record -> isChunk(record, 1), new TimeoutException("too slow"));
        log.failNext(record -> isChunk(record, 1), new TimeoutException("too slow"));

        accept((HEADER + rows(0, 100)).getBytes(UTF_8));

        List<ProducerRecord<byte[], byte[]>> tries =
                log.chunks().stream().filter(record -> isChunk(record, 1)).toList();
        assertThat(tries).hasSize(3);
        assertThat(tries).allSatisfy(again -> {
            assertThat(again.partition()).isEqualTo(FileIds.chunkPartition(ID, 1, 4));
            assertThat(again.value()).isEqualTo(tries.get(0).value());
            assertThat(again.headers()).isEqualTo(tries.get(0).headers());
        });
        assertThat(log.story()).endsWith("FileClosed");
        assertThat(meters.counter("sluice.gateway.retries").count()).isEqualTo(2);
        assertThat(meters.counter("sluice.gateway.chunks").count()).isEqualTo(4);
    }

    @Test
    void shouldAbortWhenAChunkCanNotBeSent() {
        for (int i = 0; i < properties.sendTries(); i++) {
            log.failNext(record -> isChunk(record, 1), new TimeoutException("too slow"));
        }

        RefusedException refusal = refusal((HEADER + rows(0, 100)).getBytes(UTF_8));

        assertThat(refusal.problem()).isEqualTo(Problem.LOG_UNAVAILABLE);
        assertThat(refusal.fileId()).contains(ID);
        assertThat(log.story()).endsWith("FileAborted").doesNotContain("FileClosed");
        assertThat(abortCode()).isEqualTo("log-unavailable");
    }

    @Test
    void shouldRefuseWhenTheFirstEventCanNotBeSent() throws Exception {
        log.failNext(record -> log.isEvent(record, FileOpened.class), new TimeoutException("too slow"));

        RefusedException refusal = refusal((HEADER + rows(0, 1)).getBytes(UTF_8));

        assertThat(refusal.problem()).isEqualTo(Problem.LOG_UNAVAILABLE);
        assertThat(refusal.fileId()).contains(ID);
        assertThat(log.chunks()).isEmpty();
        // The abort, as a failed send may have succeeded.
        log.await(FileAborted.class, 1);
        assertThat(log.story()).containsExactly("FileOpened", "FileAborted");
    }

    /** Otherwise it would hang: a producer that has lost its brokers blocks on a send. */
    @Test
    void shouldRespondBeforeTheAbortIsAcknowledged() throws Exception {
        CountDownLatch brokersAreBack = new CountDownLatch(1);
        log.failNext(record -> log.isEvent(record, FileOpened.class), new TimeoutException("too slow"));
        log.onSend(record -> {
            if (log.isEvent(record, FileAborted.class)) {
                await(brokersAreBack);
            }
        });

        RefusedException refusal = refusal((HEADER + rows(0, 1)).getBytes(UTF_8));

        assertThat(refusal.problem()).isEqualTo(Problem.LOG_UNAVAILABLE);
        brokersAreBack.countDown();
        log.await(FileAborted.class, 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldNotAcceptAnUploadBeforeItsLastEventIsAcknowledged() {
        for (int i = 0; i < properties.sendTries(); i++) {
            log.failNext(record -> log.isEvent(record, FileClosed.class), new TimeoutException("too slow"));
        }

        assertThat(refusal((HEADER + rows(0, 1)).getBytes(UTF_8)).problem()).isEqualTo(Problem.LOG_UNAVAILABLE);
    }

    @Test
    void shouldRespondEvenIfTheAbortCannotBeSent() {
        log.onSend(record -> {
            if (log.isChunk(record) || log.isEvent(record, FileAborted.class)) {
                throw new IllegalStateException("closed");
            }
        });

        assertThat(refusal((HEADER + rows(0, 1)).getBytes(UTF_8)).problem()).isEqualTo(Problem.LOG_UNAVAILABLE);
    }

    @Test
    void shouldPublishNothingOfAFileWhoseHeaderIsWrong() {
        RefusedException refusal = refusal("timestamp,value,note\n1,2,3\n".getBytes(UTF_8));

        assertThat(refusal.problem()).isEqualTo(Problem.MISSING_COLUMN);
        assertThat(refusal.properties())
                .containsEntry("missing", List.of("sensor_id"))
                .containsEntry("found", List.of("timestamp", "value", "note"));
        assertThat(refusal.fileId()).isEmpty();
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldPublishNothingOfABinaryFile() {
        assertThat(refusal(("\u0089PNG\r\n" + rows(0, 1) + "\0\n").getBytes(UTF_8)))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.NOT_TEXT))
                .extracting(RefusedException::fileId, as(InstanceOfAssertFactories.OPTIONAL))
                .isEmpty();
        assertThat(log.story()).isEmpty();
    }

    @Test
    void shouldAbortAFileInWhichAQuoteIsNeverClosed() {
        RefusedException refusal = refusal((HEADER + rows(0, 100) + "\"" + rows(0, 100)).getBytes(UTF_8));

        assertThat(refusal.problem()).isEqualTo(Problem.ROW_TOO_LONG);
        assertThat(refusal.fileId()).contains(ID);
        assertThat(abortCode()).isEqualTo("row-too-long");
    }

    @Test
    void shouldSendTheBeginningOfALongRowWithTheReasonAndWithoutTheHeaderRow() throws Exception {
        accept((HEADER + rows(0, 1) + "x".repeat(5_000) + "\n" + rows(1, 2)).getBytes(UTF_8));

        assertThat(log.story()).containsExactly("FileOpened", "chunk 0", "chunk 1", "chunk 2", "FileClosed");
        List<ChunkHeaders> headers = log.chunks().stream()
                .map(chunk -> ChunkHeaders.from(chunk.headers()))
                .toList();
        assertThat(headers).extracting(ChunkHeaders::firstLine).containsExactly(2L, 3L, 4L);
        assertThat(headers)
                .extracting(ChunkHeaders::badRow)
                .containsExactly(
                        null,
                        new BadRow(
                                "expected a row of at most 1024 bytes with its line ending, found one of 5001", 5_001),
                        null);
        assertThat(log.chunks().get(1).value()).hasSize(1_025);
        assertThat(log.chunks().get(1).headers().lastHeader(ChunkHeaders.CSV_HEADER))
                .isNull();
    }

    @Test
    void shouldAbortATruncatedFile() {
        InputStream start = new ByteArrayInputStream((HEADER + rows(0, 100)).getBytes(UTF_8));
        InputStream gone = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };

        RefusedException refusal = refusal(new SequenceInputStream(start, gone));

        assertThat(refusal.problem()).isEqualTo(Problem.ABORTED);
        assertThat(abortCode()).isEqualTo("aborted");
    }

    @Test
    void shouldAbortAfterAnInternalFailure() {
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream((HEADER + rows(0, 100)).getBytes(UTF_8)), new InputStream() {
                    @Override
                    public int read() {
                        throw new IllegalArgumentException("a bug");
                    }
                });

        assertThat(refusal(broken).problem()).isEqualTo(Problem.INTERNAL);
        assertThat(abortCode()).isEqualTo("internal-error");
    }

    @Test
    void shouldAbortAnOverdueUpload() {
        log.onSend(record ->
                nanos.addAndGet(log.isChunk(record) ? Duration.ofMinutes(6).toNanos() : 0));

        assertThat(refusal((HEADER + rows(0, 1)).getBytes(UTF_8)).problem()).isEqualTo(Problem.OVERDUE);
        assertThat(abortCode()).isEqualTo("upload-overdue");
    }

    @Test
    void shouldNotRetryToCloseAfterTheDeadline() {
        log.failNext(record -> log.isEvent(record, FileClosed.class), new TimeoutException("too slow"));
        log.onSend(record -> nanos.addAndGet(
                log.isEvent(record, FileClosed.class) ? Duration.ofMinutes(6).toNanos() : 0));

        assertThat(refusal((HEADER + rows(0, 1)).getBytes(UTF_8)).problem()).isEqualTo(Problem.LOG_UNAVAILABLE);
        assertThat(log.story()).containsOnlyOnce("FileClosed").endsWith("FileAborted");
    }

    /** The process is paused after it read its clock, which on a suspended computer doesn't even advance. */
    @Test
    void shouldNotAcceptAnUploadWhoseEndComesAfterItsDeadlineByTheBrokersClock() {
        AtomicLong brokerMs = new AtomicLong(1_000);
        log.stampedBy(brokerMs::get);
        log.onSend(record -> brokerMs.addAndGet(log.isEvent(record, FileClosed.class) ? 600_001 : 0));

        RefusedException refusal = refusal((HEADER + rows(0, 1)).getBytes(UTF_8));

        assertThat(refusal.problem()).isEqualTo(Problem.ABANDONED);
        assertThat(refusal.problem().status()).isEqualTo(503);
        assertThat(refusal.fileId()).contains(ID);
        assertThat(abortCode()).as("the aggregator's word").isEqualTo("abandoned");
    }

    @Test
    void shouldAcceptAnUploadWhoseEndComesWithinItsDeadlineByTheBrokersClock() throws Exception {
        AtomicLong brokerMs = new AtomicLong(1_000);
        log.stampedBy(brokerMs::get);
        log.onSend(record -> brokerMs.addAndGet(log.isEvent(record, FileClosed.class) ? 600_000 : 0));

        assertThat(accept((HEADER + rows(0, 1)).getBytes(UTF_8))).isEqualTo(ID);
    }

    @Test
    void shouldNotAcceptAnUploadWithoutTheBrokerTimeOfItsEnd() {
        log.onSend(record -> {
            if (log.isEvent(record, FileClosed.class)) {
                log.loseNextOffset();
            }
        });

        assertThat(refusal((HEADER + rows(0, 1)).getBytes(UTF_8)).problem()).isEqualTo(Problem.LOG_UNAVAILABLE);
    }

    @Test
    void shouldSendProgressWhileTheClientIsSlow() throws Exception {
        GatewayProperties eager = GatewayProperties.read(
                new Settings(Map.of("gateway.upload-deadline", "10s", "gateway.progress-interval", "100ms")));
        try (FileLog beating = new FileLog(log, eager, new GatewayMetrics(meters), System::nanoTime, () -> true)) {
            UploadSession file =
                    beating.open(new FileOpened(ID, "sensor-readings", "a.csv", "h", OPTIONS, NOW, 10_000, null), null);
            assertThat(log.await(FileProgress.class, 2)).contains(new FileProgress(ID, 0, 0));

            file.abort(new Fault("aborted", "enough"));
        }
        assertThat(log.story()).contains("FileAborted");
    }

    private String accept(byte[] file) throws RefusedException {
        return accept(new ByteArrayInputStream(file));
    }

    private String accept(InputStream content) throws RefusedException {
        UploadQuery query = UploadQuery.read(new Query(null), properties);
        return uploads.accept(new RawUpload("a.csv", null, null, content), query, new Claimant("lab", "", null), null)
                .fileId();
    }

    private RefusedException refusal(byte[] file) {
        return refusal(new ByteArrayInputStream(file));
    }

    private RefusedException refusal(InputStream content) {
        return catchThrowableOfType(RefusedException.class, () -> accept(content));
    }

    private String abortCode() {
        return log.events().stream()
                .filter(FileAborted.class::isInstance)
                .map(event -> ((FileAborted) event).fault().code())
                .reduce((a, b) -> a + ", " + b)
                .orElse("not aborted");
    }

    private boolean isChunk(ProducerRecord<byte[], byte[]> record, long number) {
        return log.isChunk(record) && ChunkHeaders.from(record.headers()).chunk() == number;
    }

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < to; i++) {
            rows.append("2026-01-01T00:00:00Z,sensor-")
                    .append(i)
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        return rows.toString();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
