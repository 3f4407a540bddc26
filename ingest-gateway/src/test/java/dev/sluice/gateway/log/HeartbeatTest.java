package dev.sluice.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.message.UploadDeadline;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final Topics topics = TopicSettings.read(new Settings(Map.of()));
    private final LogRecords records = new LogRecords(topics);
    private final ScriptedLog log = new ScriptedLog(topics);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Heartbeat heartbeat = new Heartbeat(
            log,
            () -> records.of(new FileProgress("file-1", 1, 100)),
            Duration.ofSeconds(10),
            nanos::get,
            new EventTimes(UploadDeadline.NONE, null));

    @Test
    void shouldNotReportSilenceWhileItBeats() {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(10));
            heartbeat.beat();
        }

        assertThat(heartbeat.wasSilent()).isFalse();
        assertThat(log.events()).hasSize(10).containsOnly(new FileProgress("file-1", 1, 100));
    }

    @Test
    void shouldReportSilenceWithoutAcknowledgements() {
        pass(Duration.ofSeconds(11));

        assertThat(heartbeat.wasSilent()).isTrue();
    }

    @Test
    void shouldNotCountBeatsThatFail() {
        log.failNext(record -> true, new TimeoutException("too slow"));
        pass(Duration.ofSeconds(6));
        heartbeat.beat();
        pass(Duration.ofSeconds(6));

        assertThat(heartbeat.wasSilent()).isTrue();
    }

    @Test
    void shouldSurviveAProducerThatThrows() {
        log.onSend(record -> {
            throw new IllegalStateException("closed");
        });

        heartbeat.beat();

        assertThat(heartbeat.wasSilent()).isFalse();
    }

    /** A paused process sends a heartbeat immediately when it resumes. */
    @Test
    void shouldReportALongSilenceEvenIfItBeatsAgain() {
        pass(Duration.ofSeconds(11));
        heartbeat.beat();

        assertThat(heartbeat.wasSilent()).isTrue();
    }

    @Test
    void shouldCancelItsTaskWhenItStops() {
        ScheduledThreadPoolExecutor scheduler = Heartbeat.scheduler();
        try {
            heartbeat.start(scheduler, Duration.ofDays(1));
            assertThat(scheduler.getQueue()).hasSize(1);

            heartbeat.stop();

            assertThat(scheduler.getQueue()).isEmpty();
        } finally {
            scheduler.shutdownNow();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
