package dev.sluice.gateway;

import dev.sluice.gateway.claim.KafkaClaims;
import dev.sluice.gateway.claim.UploadClaims;
import dev.sluice.gateway.log.BrokerDisks;
import dev.sluice.gateway.log.BrokerHealth;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.log.ProducerSettings;
import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.resume.KafkaUploadStates;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.http.HttpConfiguration;
import dev.sluice.runtime.operations.OperationsConfiguration;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

/**
 * Wires {@code POST /upload} and {@code POST /ingest} to a Kafka producer, and the health component {@code gateway}.
 * Needs a {@link Settings} bean. The context starts only once the topics exist.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
@Import({HttpConfiguration.class, OperationsConfiguration.class, UploadConfiguration.class})
public final class GatewayConfiguration {
    private static final int HEALTH_TIMEOUT_MS = 5_000;

    @Bean
    static GatewayProperties gatewayProperties(Settings settings) {
        return GatewayProperties.read(settings);
    }

    @Bean(defaultCandidate = false)
    static Admin gatewayAdmin(KafkaProperties kafka) {
        return Admin.create(kafka.buildAdminProperties());
    }

    /** Closed by {@link FileLog}, which limits the time that closing takes. */
    @Bean(defaultCandidate = false, destroyMethod = "")
    static Producer<byte[], byte[]> gatewayProducer(
            KafkaProperties kafka, GatewayProperties properties, @Qualifier("gatewayAdmin") Admin admin) {
        Topics topics = properties.topics();
        TopicSetup.ensure(
                admin,
                topics,
                new TopicAccess(
                        List.of(
                                topics.uploadClaims(),
                                topics.uploadStates(),
                                topics.fileResults(),
                                topics.fileDeletions()),
                        List.of(
                                topics.rawChunks(),
                                topics.fileEvents(),
                                topics.uploadClaims(),
                                topics.uploadStates())));
        return new KafkaProducer<>(ProducerSettings.of(kafka.buildProducerProperties(), properties.uploadDeadline()));
    }

    @Bean
    static KafkaClientMetrics gatewayProducerMetrics(@Qualifier("gatewayProducer") Producer<byte[], byte[]> producer) {
        return new KafkaClientMetrics(producer);
    }

    @Bean
    static FileLog gatewayFileLog(
            @Qualifier("gatewayProducer") Producer<byte[], byte[]> producer,
            GatewayProperties properties,
            GatewayMetrics metrics,
            BrokerHealth health) {
        return new FileLog(producer, properties, metrics, System::nanoTime, health::isUp);
    }

    /** Closed before the log, whose producer it uses. */
    @Bean
    @DependsOn("gatewayFileLog")
    static KafkaClaims gatewayKafkaClaims(
            @Qualifier("gatewayProducer") Producer<byte[], byte[]> producer,
            KafkaProperties kafka,
            GatewayProperties properties,
            ClaimMetrics metrics) {
        return new KafkaClaims(producer, settings -> consumer(kafka, settings), properties, metrics);
    }

    /** Closed before the log, whose producer it uses. */
    @Bean
    @DependsOn("gatewayFileLog")
    static KafkaUploadStates gatewayUploadStates(
            @Qualifier("gatewayProducer") Producer<byte[], byte[]> producer,
            KafkaProperties kafka,
            GatewayProperties properties) {
        return new KafkaUploadStates(
                producer,
                settings -> consumer(kafka, settings),
                properties.topics().uploadStates(),
                UUID.randomUUID().toString(),
                Clock.systemUTC());
    }

    private static Consumer<byte[], byte[]> consumer(KafkaProperties kafka, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(kafka.buildConsumerProperties());
        all.remove(ConsumerConfig.GROUP_ID_CONFIG);
        all.putAll(settings);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Bean
    static UploadClaims gatewayUploadClaims(KafkaClaims kafka) {
        return kafka.claims();
    }

    @Bean
    static BrokerDisks gatewayBrokerDisks(@Qualifier("gatewayAdmin") Admin admin) {
        return new BrokerDisks(admin);
    }

    @Bean
    static BrokerHealth gatewayHealthIndicator(
            @Qualifier("gatewayAdmin") Admin admin,
            ObjectProvider<KafkaClaims> claims,
            ObjectProvider<KafkaUploadStates> states) {
        DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs(HEALTH_TIMEOUT_MS);
        return new BrokerHealth(
                () -> admin.describeCluster(options)
                        .clusterId()
                        .toCompletionStage()
                        .toCompletableFuture(),
                () -> claims.getObject().isReading() && states.getObject().isReading());
    }
}
