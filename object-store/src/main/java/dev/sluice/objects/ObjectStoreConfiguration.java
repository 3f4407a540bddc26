package dev.sluice.objects;

import dev.sluice.objects.chunk.ChunkLog;
import dev.sluice.objects.export.ExportMetrics;
import dev.sluice.objects.export.Exports;
import dev.sluice.objects.export.FileExporter;
import dev.sluice.objects.settings.ObjectStoreProperties;
import dev.sluice.objects.store.ObjectLocation;
import dev.sluice.objects.store.ObjectStore;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Wires the object store, if ended files are to be exported. Needs a {@link Settings} bean. */
@Configuration(proxyBeanMethods = false)
@Conditional(ExportIsSet.class)
public final class ObjectStoreConfiguration {
    @Bean
    static ObjectStoreProperties objectStoreProperties(Settings settings) {
        return ObjectStoreProperties.read(settings);
    }

    /** Creates the topics: a bean that depends on this client can rely on them. */
    @Bean(defaultCandidate = false)
    static Admin objectStoreAdmin(KafkaProperties kafka, ObjectStoreProperties properties) {
        Admin admin = Admin.create(kafka.buildAdminProperties());
        try {
            TopicSetup.ensure(admin, properties.topics(), access(properties.topics()));
            return admin;
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /** The topics that it reads. */
    static TopicAccess access(Topics topics) {
        return new TopicAccess(List.of(topics.rawChunks(), topics.fileResults()), List.of());
    }

    @Bean(defaultCandidate = false)
    static ObjectStore exportStore(ObjectStoreProperties properties) throws IOException {
        ObjectLocation location = Objects.requireNonNull(properties.export());
        return location.open(properties.s3());
    }

    @Bean
    static Exports exports(
            KafkaProperties kafka,
            ObjectStoreProperties properties,
            MeterRegistry registry,
            @Qualifier("objectStoreAdmin") Admin objectStoreAdmin,
            @Qualifier("exportStore") ObjectStore exportStore) {
        Topics topics = properties.topics();
        ChunkLog chunks = new ChunkLog(
                topics.rawChunks().name(),
                TopicIds.of(objectStoreAdmin),
                properties.datasets(),
                () -> consumer(kafka, ChunkLog.CONSUMER));
        FileExporter exporter =
                new FileExporter(chunks, properties.datasets(), exportStore, properties.exportSettings(), version());
        return new Exports(
                consumer(kafka, exportsConsumer(topics)),
                topics.fileResults().name(),
                exporter,
                new ExportMetrics(registry),
                properties.exportThreads(),
                properties.exportRetry());
    }

    @Bean
    static HealthIndicator objectStore(Exports exports) {
        return () -> exports.isRunning()
                ? Health.up().build()
                : Health.down().withDetail("exports", "results can't be read").build();
    }

    private static Map<String, Object> exportsConsumer(Topics topics) {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                topics.prefix() + "exporter",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                50);
    }

    private static Consumer<byte[], byte[]> consumer(KafkaProperties kafka, Map<String, Object> own) {
        Map<String, Object> config = new HashMap<>(kafka.buildConsumerProperties());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.putAll(own);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Of the package; a class directory has none. */
    private static String version() {
        String version = ObjectStoreConfiguration.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
