package dev.sluice.objects.export;

import dev.sluice.objects.chunk.ChunksException;
import dev.sluice.objects.store.ObjectStoreException;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports each file of {@code file-results}, as a member of a consumer group: the files of a partition one after the
 * other, those of different partitions at once. The offset of a result is committed when its objects are complete, so a
 * file whose exporter dies is exported by another one.
 */
public final class Exports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final FileExporter exporter;
    private final ExportMetrics metrics;
    private final Duration retryFor;
    private final ExecutorService workers;
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean running = true;
    private long nextSweep = System.nanoTime();

    /** The results of a partition that aren't exported yet. */
    private static final class Lane {
        private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
        private @Nullable Future<?> current;

        boolean isIdle() {
            return current == null && waiting.isEmpty();
        }
    }

    /**
     * Starts.
     *
     * @param consumer of committed results, in a group; closed with these exports
     * @param threads the number of files at once
     * @param retryFor how long a file is tried again while the brokers or the store don't answer
     */
    public Exports(
            Consumer<byte[], byte[]> consumer,
            String topic,
            FileExporter exporter,
            ExportMetrics metrics,
            int threads,
            Duration retryFor) {
        this.consumer = consumer;
        this.exporter = exporter;
        this.metrics = metrics;
        this.retryFor = retryFor;
        workers = Executors.newFixedThreadPool(threads, task -> daemon(task, "sluice-export"));
        thread = daemon(() -> run(topic), "sluice-exports");
        thread.start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread created = new Thread(task, name);
        created.setDaemon(true);
        return created;
    }

    /** Whether results are read and exported. */
    public boolean isRunning() {
        return running;
    }

    @Override
    public void close() {
        closed.countDown();
        workers.shutdownNow();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String topic) {
        try {
            consumer.subscribe(List.of(topic), new Rebalance());
            while (closed.getCount() > 0) {
                round();
            }
        } catch (InterruptException e) {
            LOG.debug("The exports end", e);
        } finally {
            running = closed.getCount() == 0;
            consumer.close();
        }
    }

    private void round() {
        try {
            for (ConsumerRecord<byte[], byte[]> result : consumer.poll(POLL)) {
                lanes.computeIfAbsent(new TopicPartition(result.topic(), result.partition()), partition -> new Lane())
                        .waiting
                        .add(result);
            }
            commitDone();
            startNext();
            sweepIfDue();
            choosePartitions();
            running = true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            running = false;
            LOG.warn("Results can't be read for now", e);
            pause(FIRST_PAUSE);
        }
    }

    private void commitDone() {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        lanes.forEach((partition, lane) -> {
            Future<?> current = lane.current;
            if (current != null && current.isDone()) {
                report(current);
                done.put(partition, new OffsetAndMetadata(lane.waiting.remove().offset() + 1));
                lane.current = null;
            }
        });
        // An export that is interrupted by close() ends without having written its objects.
        if (!done.isEmpty() && closed.getCount() > 0) {
            consumer.commitSync(done);
        }
    }

    /** An export ends without an exception, unless there is a fault in it. */
    private void report(Future<?> ended) {
        try {
            ended.get();
        } catch (ExecutionException e) {
            LOG.error("A file isn't exported", e.getCause());
            metrics.failed();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void startNext() {
        for (Lane lane : lanes.values()) {
            if (lane.current == null && !lane.waiting.isEmpty()) {
                ConsumerRecord<byte[], byte[]> next = lane.waiting.element();
                lane.current = workers.submit(() -> export(next));
            }
        }
    }

    private void sweepIfDue() {
        if (System.nanoTime() - nextSweep >= 0) {
            nextSweep = System.nanoTime() + BETWEEN_SWEEPS.toNanos();
            var unused = workers.submit(this::sweep);
        }
    }

    private void sweep() {
        try {
            exporter.sweep();
        } catch (ObjectStoreException | RuntimeException e) {
            LOG.warn("What is left of objects that were never completed isn't removed for now", e);
        }
    }

    /** Reads no further results of a partition before those that were read are exported. */
    private void choosePartitions() {
        List<TopicPartition> paused = new ArrayList<>();
        List<TopicPartition> wanted = new ArrayList<>();
        for (TopicPartition partition : consumer.assignment()) {
            Lane lane = lanes.get(partition);
            (lane == null || lane.isIdle() ? wanted : paused).add(partition);
        }
        consumer.pause(paused);
        consumer.resume(wanted);
    }

    private void export(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            // The file was deleted; its objects remain.
            return;
        }
        FileResult result;
        try {
            result = Json.MAPPER.readValue(record.value(), FileResult.class);
        } catch (RuntimeException e) {
            LOG.error(
                    "The result at offset {} of {}-{} can't be read",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e);
            metrics.failed();
            return;
        }
        if (FileExporter.isExported(result)) {
            export(result);
        }
    }

    private void export(FileResult result) {
        String fileId = result.summary().fileId();
        long begun = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                exporter.export(result);
                metrics.exported(System.nanoTime() - begun);
                return;
            } catch (ExportException | ChunksException | ObjectStoreException | RuntimeException e) {
                boolean over = System.nanoTime() - begun > retryFor.toNanos();
                if (!isTemporary(e) || over) {
                    FileIds.logged(LOG.atError(), fileId).log("File {} isn't exported: {}", fileId, e.getMessage(), e);
                    metrics.failed();
                    return;
                }
                FileIds.logged(LOG.atWarn(), fileId)
                        .log(
                                "The export of file {} is tried again in {} s: {}",
                                fileId,
                                pause.toSeconds(),
                                e.getMessage());
                if (pause(pause)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static boolean isTemporary(Exception failure) {
        if (failure instanceof ObjectStoreException store) {
            return store.isTemporary();
        }
        if (failure instanceof ChunksException chunks) {
            return chunks.reason() == ChunksException.Reason.UNAVAILABLE;
        }
        return failure instanceof KafkaException;
    }

    /** Returns whether the exports are closed. */
    private boolean pause(Duration duration) {
        try {
            return closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What was read of a partition that goes to another exporter is exported there. */
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                Lane lane = lanes.remove(partition);
                if (lane != null && lane.current != null) {
                    lane.current.cancel(true);
                }
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Reading begins at the committed offset.
        }
    }
}
