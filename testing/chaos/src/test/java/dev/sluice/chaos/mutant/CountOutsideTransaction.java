package dev.sluice.chaos.mutant;

import dev.sluice.chaos.stage.TestSplitter;
import dev.sluice.splitter.SplitterApplication;
import dev.sluice.splitter.settings.SplitterProperties;
import dev.sluice.splitter.streams.SplitterClients;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * A splitter with a fault: what it counted of a chunk is written at once, whether or not the rows' transaction is
 * committed.
 */
@Configuration(proxyBeanMethods = false)
public class CountOutsideTransaction {
    public static void main(String[] args) {
        new SpringApplicationBuilder(SplitterApplication.class, CountOutsideTransaction.class)
                .properties("spring.config.name=row-splitter")
                .run(args);
    }

    @Bean
    static BeanPostProcessor countingOutside(ApplicationContext context) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof StreamsBuilderFactoryBean streams) {
                    var topics = context.getBean(SplitterProperties.class).topics();
                    streams.setClientSupplier(new Clients(
                            new SplitterClients(topics.validRows().name(), TestSplitter.QUARANTINE),
                            topics.splitEvents().name()));
                }
                return bean;
            }
        };
    }

    /** Sends the records of one topic over the other producer. */
    public static Producer<byte[], byte[]> apart(
            Producer<byte[], byte[]> transactional, Producer<byte[], byte[]> plain, String topic) {
        return Redirected.sends(transactional, plain, topic);
    }

    private record Clients(SplitterClients real, String splitEvents) implements KafkaClientSupplier {
        @Override
        public Admin getAdmin(Map<String, Object> config) {
            return real.getAdmin(config);
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            Map<String, Object> plain = new HashMap<>(config);
            plain.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
            return apart(
                    real.getProducer(config),
                    new KafkaProducer<>(plain, new ByteArraySerializer(), new ByteArraySerializer()),
                    splitEvents);
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
            return real.getConsumer(config);
        }

        @Override
        public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
            return real.getRestoreConsumer(config);
        }

        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
            return real.getGlobalConsumer(config);
        }
    }
}
