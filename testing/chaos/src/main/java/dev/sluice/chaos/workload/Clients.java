package dev.sluice.chaos.workload;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.Role;
import dev.sluice.chaos.cluster.TopicConsumers;
import dev.sluice.chaos.report.Counts;
import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * All clients and producers of a run: uploads, records to {@code raw-chunks} with and without transactions, open
 * streams.
 */
public final class Clients {
    private static final int UPLOADING = 4;

    private final long seed;
    private final Cluster cluster;
    private final Topics topics;
    private final SluiceHttp http;
    private final Accepted accepted;
    private final Traffic traffic;
    private final Counts counts;

    /**
     * Starts none of them yet.
     *
     * @param accepted records each file that Sluice has accepted
     * @param traffic is notified of chunks in the log
     */
    public Clients(
            long seed,
            Cluster cluster,
            Topics topics,
            SluiceHttp http,
            Accepted accepted,
            Traffic traffic,
            Counts counts) {
        this.seed = seed;
        this.cluster = cluster;
        this.topics = topics;
        this.http = http;
        this.accepted = accepted;
        this.traffic = traffic;
        this.counts = counts;
    }

    /**
     * Uploads large files, before any fault.
     *
     * @param patience for each of them
     */
    public void sendBallast(int files, Duration patience) throws InterruptedException {
        List<URI> gateways = cluster.addresses(Role.GATEWAY);
        for (int i = 0; i < files; i++) {
            ChaosFile file = ChaosFile.ballast(i);
            HttpAnswer<String> answer = http.upload(
                    gateways.get(i % gateways.size()), file.name(), () -> UploadBody.atOnce(file.csv()), patience);
            if (answer instanceof HttpAnswer.Found<String> found) {
                accepted.accepted(found.value(), file);
            } else {
                throw new IllegalStateException("before any fault, an upload is not accepted: " + answer);
            }
        }
    }

    /** Starts all of them. */
    public void start(Workers workers, int rowsPerSecond) {
        AtomicInteger numbers = new AtomicInteger();
        List<URI> gateways = cluster.addresses(Role.GATEWAY);
        double each = (double) rowsPerSecond / UPLOADING;
        for (int i = 0; i < UPLOADING; i++) {
            workers.start("client", new Load(seed, each, numbers, gateways, http, accepted, counts));
        }
        String brokers = cluster.bootstrapServers();
        String raw = topics.rawChunks().name();
        workers.start(
                "direct-producer",
                new DirectProducer(
                        seed, numbers, raw, topicId(brokers, raw), DirectProducer.producer(brokers), accepted, counts));
        workers.start(
                "transactional-producer",
                new TransactionalProducer(
                        seed,
                        numbers,
                        topics,
                        topicId(brokers, raw),
                        () -> TransactionalProducer.producer(brokers),
                        accepted,
                        counts));
        workers.start(
                "stream-producer",
                new StreamProducer(seed, numbers, topics, DirectProducer.producer(brokers), accepted, counts));
        workers.start(
                "duplicate-sender",
                new DuplicateSender(
                        seed,
                        TopicConsumers.committed(brokers, topics.rawChunks().topicPartitions()),
                        DirectProducer.producer(brokers),
                        traffic,
                        counts));
    }

    private static Uuid topicId(String brokers, String topic) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            return TopicIds.of(admin).of(topic);
        }
    }
}
