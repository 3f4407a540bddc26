package dev.sluice.chaos.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.log.LogRecords;
import dev.sluice.gateway.log.UploadSession;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateway and aggregator agree on which upload is abandoned, with pauses of any length between any two events,
 * questions of aggregators in between, and sends whose outcome is unknown. The gateway's own clock is stopped.
 */
class AbandonedUploadsTest {
    private static final int UPLOADS = 2_000;
    private static final long DEADLINE_MS = 60_000;

    private final GatewayProperties properties =
            GatewayProperties.read(new Settings(Map.of("gateway.upload-deadline", "60s", "gateway.send-tries", "3")));

    @Test
    void shouldAcceptNoUploadThatIsAbandonedAndNeverAbandonOneThatIsAccepted(@TempDir Path directory) {
        int accepted = 0;
        int abandoned = 0;
        try (TestAggregator aggregator = new TestAggregator(directory)) {
            for (int seed = 0; seed < UPLOADS; seed++) {
                String fileId = "upload-" + seed;
                RandomLog log = new RandomLog(fileId, new Random(seed), properties.topics());
                Optional<Problem> problem = upload(fileId, log);
                log.ask();
                for (Stamped each : log.events) {
                    aggregator.event(each.event(), Instant.ofEpochMilli(each.ms()));
                }
                FileSummary end = aggregator.status(fileId).orElseThrow();

                if (problem.isEmpty()) {
                    accepted++;
                    assertThat(end.status()).as("seed %s: %s", seed, log.events).isEqualTo(FileStatus.PROCESSED);
                } else if (problem.get() == Problem.ABANDONED && !log.lost) {
                    abandoned++;
                    assertThat(end.status()).as("seed %s: %s", seed, log.events).isEqualTo(FileStatus.FAILED);
                    assertThat(end.reason().code())
                            .as("seed %s: %s", seed, log.events)
                            .isEqualTo("abandoned");
                }
            }
        }
        assertThat(accepted).isGreaterThan(UPLOADS / 10);
        assertThat(abandoned).isGreaterThan(UPLOADS / 10);
    }

    private Optional<Problem> upload(String fileId, RandomLog log) {
        FileOpened opened = new FileOpened(
                fileId, "sensor-readings", "a.csv", "timestamp,sensor_id,value", "", Instant.EPOCH, DEADLINE_MS, null);
        GatewayMetrics metrics = new GatewayMetrics(new SimpleMeterRegistry());
        UploadSession file =
                new UploadSession(log, new LogRecords(properties.topics()), properties, metrics, () -> 0, opened, null);
        try (Beats beats = new Beats()) {
            file.open(beats, () -> true);
            for (int i = log.random.nextInt(4); i > 0; i--) {
                beats.beat.run();
            }
            file.close(new FileClosed(fileId, 0, 26, 1, "00"));
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.problem());
        }
    }

    private record Stamped(FileEvent event, long ms) {}

    /** What one partition of {@code file-events} comes to hold. */
    private static final class RandomLog extends MockProducer<byte[], byte[]> {
        private final String fileId;
        private final Random random;
        private final Topics topics;
        private final List<Stamped> events = new ArrayList<>();
        private long ms = 1_000_000;
        private boolean lost;

        RandomLog(String fileId, Random random, Topics topics) {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.fileId = fileId;
            this.random = random;
            this.topics = topics;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            pass();
            FileEvent event =
                    topics.fileEvents().valueSerde().deserializer().deserialize(record.topic(), record.value());
            boolean acknowledged = event instanceof FileOpened || random.nextInt(10) > 0;
            if (acknowledged || random.nextBoolean()) {
                events.add(new Stamped(event, ms));
            }
            lost |= !acknowledged;
            RecordMetadata metadata =
                    new RecordMetadata(new TopicPartition(record.topic(), 0), events.size(), 0, ms, 0, 0);
            TimeoutException failure = acknowledged ? null : new TimeoutException("no acknowledgement");
            if (callback != null) {
                callback.onCompletion(metadata, failure);
            }
            return failure == null
                    ? CompletableFuture.completedFuture(metadata)
                    : CompletableFuture.failedFuture(failure);
        }

        /** Most pauses are short, some are just as long as they may be. */
        private void pass() {
            while (!events.isEmpty() && random.nextInt(3) == 0) {
                ms += random.nextInt(40_000);
                ask();
            }
            ms += random.nextInt(4) == 0 ? DEADLINE_MS - 1 + random.nextInt(3) : random.nextInt(20_000);
        }

        private void ask() {
            events.add(new Stamped(new FileOverdue(fileId), ms));
        }
    }

    /** Runs nothing by itself. */
    private static final class Beats extends ScheduledThreadPoolExecutor implements AutoCloseable {
        private Runnable beat = () -> {};

        Beats() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long delay, TimeUnit unit) {
            beat = command;
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }

        @Override
        public void close() {
            shutdownNow();
        }
    }
}
