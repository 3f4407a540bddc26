package dev.sluice.gateway.claim;

import dev.sluice.gateway.log.TopicReader;
import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.topic.Topics;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;

/** The claims in {@code upload-claims}, which all gateways share. */
public final class KafkaClaims implements AutoCloseable {
    private static final int MAX_FETCH_BYTES = 1024 * 1024;

    private final UploadClaims claims;
    private final ClaimsReader claimsReader;
    private final OutcomesReader outcomesReader;
    private final TopicReader claimsThread;
    private final TopicReader outcomesThread;

    /**
     * Begins to read. The producer remains the caller's.
     *
     * @param consumers creates a consumer with these settings in addition to those of the operator
     */
    public KafkaClaims(
            Producer<byte[], byte[]> producer,
            Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers,
            GatewayProperties properties,
            ClaimMetrics metrics) {
        Topics topics = properties.topics();
        ClaimLog log = new KafkaClaimLog(producer, topics.uploadClaims());
        ClaimBook book = new ClaimBook(properties.claims().max(), topics.claimRetention());
        Outcomes outcomes = new Outcomes(book);
        claims = new UploadClaims(
                log, book, this::outcomesRead, properties.claims().patience(), metrics);
        claimsReader = new ClaimsReader(
                topics.uploadClaims(), book, fileId -> outcomes.granted(fileId).ifPresent(claims::append));
        outcomesReader = new OutcomesReader(topics, book, outcomes, log, claimsReader.caughtUp(), Clock.systemUTC());
        claimsThread = new TopicReader("gateway-claims", consumers.apply(settings("read_uncommitted")), claimsReader);
        outcomesThread =
                new TopicReader("gateway-outcomes", consumers.apply(settings("read_committed")), outcomesReader);
        metrics.observe(book::live, book::pending);
    }

    public UploadClaims claims() {
        return claims;
    }

    /** Whether claims can be decided: all were read that were there at the start, and the reading goes on. */
    public boolean isReading() {
        return claimsReader.caughtUp().isDone() && claimsThread.isReading();
    }

    @Override
    public void close() {
        claimsThread.close();
        outcomesThread.close();
    }

    private CompletableFuture<Void> outcomesRead() {
        CompletableFuture<Void> read = outcomesReader.upToDate();
        outcomesThread.wakeup();
        return read;
    }

    private static Map<String, Object> settings(String isolation) {
        return Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                // A request waits for the next record.
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                // Results may be large.
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                MAX_FETCH_BYTES,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                MAX_FETCH_BYTES);
    }
}
