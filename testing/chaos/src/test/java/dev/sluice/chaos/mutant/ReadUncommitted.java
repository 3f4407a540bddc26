package dev.sluice.chaos.mutant;

import dev.sluice.aggregator.combine.CombinerClients;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An aggregator with a fault: it combines rows of transactions that aren't committed, and may never be. */
@Configuration(proxyBeanMethods = false)
public class ReadUncommitted {
    static final CombinerBeans.Clients CLIENTS = new CombinerBeans.Clients() {
        @Override
        public Consumer<byte[], byte[]> consumer(CombinerClients real, int thread) {
            Map<String, Object> config = new HashMap<>(real.consumerConfig(thread));
            config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public Producer<byte[], byte[]> producer(CombinerClients real, int thread, Consumer<byte[], byte[]> consumer) {
            return real.producer(thread);
        }
    };

    public static void main(String[] args) {
        CombinerBeans.run(ReadUncommitted.class, args);
    }

    @Bean
    static CombinerBeans.Clients combinerClients() {
        return CLIENTS;
    }
}
