package dev.sluice.chaos.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.Role;
import dev.sluice.chaos.report.ProbeKind;
import dev.sluice.chaos.verify.RowReader;
import dev.sluice.chaos.workload.DirectProducer;
import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.Task;
import dev.sluice.chaos.workload.UploadBody;
import dev.sluice.chaos.workload.Workers;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Clients that request everything all the while, which shows how long it is unavailable. Each asks the next instance
 * where one doesn't answer, and partitions are asked about one by one.
 */
public final class Probes {
    private static final long PAUSE_MS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String SENSOR = "probe-";

    private final Cluster cluster;
    private final Topics topics;
    private final SluiceHttp http;
    private final EndedFiles ended;
    private final Unavailability unavailability;

    public Probes(Cluster cluster, Topics topics, SluiceHttp http, EndedFiles ended, Unavailability unavailability) {
        this.cluster = cluster;
        this.topics = topics;
        this.http = http;
        this.ended = ended;
        this.unavailability = unavailability;
    }

    public void start(Workers workers) {
        workers.start("probe-uploads", this::upload);
        for (int i = 0; i < topics.partitions(); i++) {
            int partition = i;
            String unknown = unknownId(partition);
            workers.start("probe-ended", () -> askForEnded(partition));
            workers.start("probe-others", () -> askForUnknown(unknown));
        }
        workers.start("probe-rows", new ChunkSender(DirectProducer.producer(cluster.bootstrapServers())));
    }

    /** Whether a row of this sensor is a probe for the flow of rows. */
    public static boolean isProbe(String sensor) {
        return sensor.startsWith(SENSOR);
    }

    private static byte[] row(String sensor) {
        return ("timestamp,sensor_id,value\n2026-01-01T00:00:00Z," + sensor + ",1\n").getBytes(UTF_8);
    }

    private void upload() throws InterruptedException {
        for (URI gateway : cluster.addresses(Role.GATEWAY)) {
            var answer = http.upload(gateway, "probe.csv", () -> UploadBody.atOnce(row("upload")), PATIENCE);
            if (answer instanceof HttpAnswer.Found) {
                unavailability.answered(ProbeKind.UPLOAD, "");
                break;
            }
        }
        Thread.sleep(2 * PAUSE_MS);
    }

    private void askForEnded(int partition) throws InterruptedException {
        String fileId = ended.last().get(partition);
        // In the first seconds of a run there is none.
        if (fileId != null && status(fileId) instanceof HttpAnswer.Found) {
            unavailability.answered(ProbeKind.ENDED_FILE, Integer.toString(partition));
        }
        Thread.sleep(PAUSE_MS);
    }

    /** Only an instance that has merged all events of a partition may answer that a file is unknown. */
    private void askForUnknown(String fileId) throws InterruptedException {
        if (status(fileId) instanceof HttpAnswer.Missing) {
            unavailability.answered(ProbeKind.OTHER_FILE, fileId);
        }
        Thread.sleep(PAUSE_MS);
    }

    /** Asks each instance until one answers. */
    private HttpAnswer<?> status(String fileId) throws InterruptedException {
        HttpAnswer<?> answer = new HttpAnswer.NotNow<>("not asked");
        for (URI results : cluster.addresses(Role.RESULTS)) {
            answer = http.status(results, fileId);
            if (!(answer instanceof HttpAnswer.NotNow)) {
                return answer;
            }
        }
        return answer;
    }

    private String unknownId(int partition) {
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> "never-sent-" + n)
                .filter(id -> FileIds.partition(id, topics.partitions()) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** Sends a row to each partition of {@code raw-chunks}; {@link RowReader} sees it arrive. */
    private final class ChunkSender implements Task {
        private final Producer<byte[], byte[]> producer;

        ChunkSender(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        @Override
        public void round() throws InterruptedException {
            for (TopicPartition to : topics.rawChunks().topicPartitions()) {
                // Whether it arrives is what is measured; one that doesn't breaks no promise.
                var unused = producer.send(
                        new ProducerRecord<>(to.topic(), to.partition(), null, row(SENSOR + to.partition())));
            }
            Thread.sleep(2 * PAUSE_MS);
        }

        @Override
        public void end() {
            producer.close();
        }
    }
}
