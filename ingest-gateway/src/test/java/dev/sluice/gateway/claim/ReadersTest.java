package dev.sluice.gateway.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.ClaimConfirmed;
import dev.sluice.schemas.message.UploadClaim.ClaimMade;
import dev.sluice.schemas.message.UploadClaim.ClaimReleased;
import dev.sluice.schemas.message.UploadClaim.Position;
import dev.sluice.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private static final Topics TOPICS = TopicSettings.read(new Settings(Map.of("topics.partitions", "1")));
    private static final TopicPartition CLAIMS = partition(TOPICS.uploadClaims().name());
    private static final TopicPartition RESULTS = partition(TOPICS.fileResults().name());
    private static final TopicPartition DELETIONS =
            partition(TOPICS.fileDeletions().name());
    private static final long NOW = 1_000_000;

    private final ClaimBook book = new ClaimBook(100, Duration.ofDays(1));
    private final Outcomes outcomes = new Outcomes(book);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<UploadClaim> appended = new ArrayList<>();
    private boolean refused;

    private final ClaimLog log = record -> {
        if (refused) {
            return CompletableFuture.failedFuture(new KafkaException("no broker"));
        }
        appended.add(record);
        book.read(record, NOW);
        return CompletableFuture.completedFuture(null);
    };

    private final OutcomesReader reader = new OutcomesReader(
            TOPICS,
            book,
            outcomes,
            log,
            CompletableFuture.completedFuture(null),
            Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

    @Test
    void shouldCatchUpWithTheClaimsOfTheStart() {
        List<String> granted = new ArrayList<>();
        ClaimsReader claims = new ClaimsReader(TOPICS.uploadClaims(), book, granted::add);
        ends(CLAIMS, 0, 3);
        claims.begin(consumer);
        add(CLAIMS, 0, "a", claim(new ClaimMade("a", "", null, "x", true)));
        add(CLAIMS, 1, "b", "no claim".getBytes(UTF_8));
        claims.step(consumer);
        assertThat(claims.caughtUp()).isNotDone();

        add(CLAIMS, 2, "c", claim(new ClaimMade("c", "", null, "x", true)));
        claims.step(consumer);

        assertThat(claims.caughtUp()).isDone();
        assertThat(granted).containsExactly("a");
        assertThat(book.isLive("a")).isTrue();
    }

    @Test
    void shouldAppendWhatFollowsFromOutcomes() throws Exception {
        live("a", NOW);
        live("b", NOW);
        live("c", NOW);
        begin(0, 0);

        add(RESULTS, 0, "a", "{\"status\":\"partial\"}".getBytes(UTF_8));
        add(RESULTS, 1, "b", null);
        add(RESULTS, 2, "other", null);
        add(DELETIONS, 0, "c", "{\"type\":\"file_deleted\",\"file_id\":\"c\"}".getBytes(UTF_8));
        reader.step(consumer);

        assertThat(appended)
                .containsExactlyInAnyOrder(
                        new ClaimConfirmed("a", "partial", new Position("file-results", 0, 0)),
                        new ClaimReleased("b", new Position("file-results", 0, 1)),
                        new ClaimReleased("c", new Position("file-deletions", 0, 0)));
    }

    @Test
    void shouldReadAgainWhatCouldNotBeAppended() throws Exception {
        live("a", NOW);
        begin(0, 0);
        add(RESULTS, 0, "a", null);
        refused = true;

        assertThatExceptionOfType(KafkaException.class).isThrownBy(() -> reader.step(consumer));

        refused = false;
        reader.begin(consumer);
        assertThat(consumer.position(RESULTS)).isZero();
    }

    @Test
    void shouldBeginBehindTheOutcomesThatTheLogHas() throws Exception {
        live("a", NOW);
        book.read(new ClaimConfirmed("a", "processed", new Position("file-results", 0, 6)), NOW);

        begin(9, 2);

        assertThat(consumer.position(RESULTS)).isEqualTo(7);
        assertThat(consumer.position(DELETIONS)).isZero();
    }

    @Test
    void shouldBeginAtTheEndWithoutClaims() throws Exception {
        begin(9, 2);

        assertThat(consumer.position(RESULTS)).isEqualTo(9);
        assertThat(consumer.position(DELETIONS)).isEqualTo(2);
    }

    @Test
    void shouldReadAllWhereAClaimIsPendingForLong() throws Exception {
        live("b", 0);
        live("a", NOW);
        book.read(new ClaimConfirmed("a", "processed", new Position("file-results", 0, 6)), NOW);

        begin(9, 2);

        assertThat(consumer.position(RESULTS)).isZero();
    }

    @Test
    void shouldBeUpToDateAtTheEndsOfTheTimeOfTheQuestion() throws Exception {
        live("a", NOW);
        begin(1, 0);
        CompletableFuture<Void> read = reader.upToDate();

        reader.step(consumer);
        assertThat(read).isNotDone();

        add(RESULTS, 0, "a", null);
        reader.step(consumer);
        assertThat(read).isDone();
        assertThat(book.isLive("a")).isFalse();
    }

    private void begin(long results, long deletions) throws InterruptedException {
        ends(RESULTS, 0, results);
        ends(DELETIONS, 0, deletions);
        reader.begin(consumer);
    }

    private void live(String fileId, long timeMs) {
        book.read(new ClaimMade(fileId, "", null, fileId, true), timeMs);
    }

    private void ends(TopicPartition partition, long beginning, long end) {
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        beginnings.put(partition, beginning);
        consumer.updateBeginningOffsets(beginnings);
        Map<TopicPartition, Long> ends = new HashMap<>();
        ends.put(partition, end);
        consumer.updateEndOffsets(ends);
    }

    private void add(TopicPartition partition, long offset, String key, byte @Nullable [] value) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                NOW,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key.getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private static byte[] claim(UploadClaim record) {
        return TOPICS.uploadClaims()
                .valueSerde()
                .serializer()
                .serialize(TOPICS.uploadClaims().name(), record);
    }

    private static TopicPartition partition(String topic) {
        return new TopicPartition(topic, 0);
    }
}
