package dev.sluice.aggregator;

import dev.sluice.aggregator.broker.BrokerEndOffsets;
import dev.sluice.aggregator.broker.BrokerMetadata;
import dev.sluice.aggregator.broker.KafkaFileEventWriter;
import dev.sluice.aggregator.broker.LeaderEpochs;
import dev.sluice.aggregator.broker.UnreadRecords;
import dev.sluice.aggregator.combine.CombinerClients;
import dev.sluice.aggregator.query.BrokerQueries;
import dev.sluice.aggregator.query.KnownEventOffsets;
import dev.sluice.aggregator.query.StoreQueries;
import dev.sluice.aggregator.query.StreamsFileStores;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.query.SystemQueries;
import dev.sluice.schemas.topic.Topics;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** Wires the queries over the stores of this instance and over the brokers, and what a query writes: deletions. */
@Configuration(proxyBeanMethods = false)
final class QueryConfiguration {

    @Bean
    static StreamsFileStores aggregatorStores(
            @Qualifier("&aggregatorStreams") StreamsBuilderFactoryBean aggregatorStreams) {
        return StreamsFileStores.active(aggregatorStreams::getKafkaStreams);
    }

    @Bean
    static UnreadRecords aggregatorUnreadRecords(CombinerClients aggregatorClients, AggregatorProperties properties) {
        return new UnreadRecords(
                () -> aggregatorClients.reader("ends"),
                properties.answerTimeout().dividedBy(2),
                System::nanoTime);
    }

    @Bean
    static BrokerMetadata aggregatorBrokerMetadata(KafkaProperties kafka, AggregatorProperties properties) {
        return new BrokerMetadata(kafka.buildAdminProperties(), properties.answerTimeout());
    }

    @Bean
    static LeaderEpochs aggregatorLeaderEpochs(
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin,
            BrokerMetadata aggregatorBrokerMetadata,
            AggregatorProperties properties) {
        return new LeaderEpochs(
                aggregatorAdmin,
                aggregatorBrokerMetadata,
                properties.topics().minInSyncReplicas(),
                properties.answerTimeout());
    }

    @Bean
    static StoreQueries aggregatorQueries(
            StreamsFileStores aggregatorStores,
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin,
            LeaderEpochs aggregatorLeaderEpochs,
            UnreadRecords aggregatorUnreadRecords,
            KafkaFileEventWriter<FileDeletion> aggregatorDeletions,
            AggregatorProperties properties) {
        Topics topics = properties.topics();
        return new StoreQueries(
                aggregatorStores,
                new KnownEventOffsets(
                        topics,
                        new BrokerEndOffsets(aggregatorAdmin, aggregatorLeaderEpochs, properties.answerTimeout()),
                        aggregatorStores,
                        aggregatorUnreadRecords),
                properties.datasets(),
                topics.partitions(),
                aggregatorDeletions::write,
                properties.answerTimeout());
    }

    @Bean
    static KafkaFileEventWriter<FileDeletion> aggregatorDeletions(
            Producer<String, byte[]> aggregatorEventProducer, AggregatorProperties properties) {
        return new KafkaFileEventWriter<>(
                aggregatorEventProducer, properties.topics().fileDeletions(), FileDeletion::fileId);
    }

    @Bean
    static Producer<String, byte[]> aggregatorEventProducer(KafkaProperties kafka) {
        Map<String, Object> config = kafka.buildProducerProperties();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // Requests that wait for the acknowledgement of an event end within a bounded time, whether the brokers answer
        // or not.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    @Bean
    static SystemQueries aggregatorSystemQueries(
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin, AggregatorProperties properties) {
        return new BrokerQueries(aggregatorAdmin, properties.topics(), properties.answerTimeout(), Clock.systemUTC());
    }
}
