package dev.sluice.systemtests.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.splitter.SplitterApplication;
import dev.sluice.splitter.settings.SplitterProperties;
import dev.sluice.splitter.streams.SplitterClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** The splitter, but its process dies of a row in which there is {@value #POISON}, without a word. */
@Configuration(proxyBeanMethods = false)
public class PoisonedSplitter {
    /** What it dies of. */
    public static final String POISON = "poison";

    private static final int AS_IF_KILLED = 137;

    public static void main(String[] args) {
        new SpringApplicationBuilder(SplitterApplication.class, PoisonedSplitter.class)
                .properties("spring.config.name=row-splitter")
                .run(args);
    }

    @Bean
    static BeanPostProcessor dying(ApplicationContext context) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof StreamsBuilderFactoryBean streams) {
                    String validRows = context.getBean(SplitterProperties.class)
                            .topics()
                            .validRows()
                            .name();
                    Quarantine quarantine = context.getBean("splitterQuarantine", Quarantine.class);
                    streams.setClientSupplier(new Clients(new SplitterClients(validRows, quarantine)));
                }
                return bean;
            }
        };
    }

    private record Clients(SplitterClients real) implements KafkaClientSupplier {
        @Override
        public Admin getAdmin(Map<String, Object> config) {
            return real.getAdmin(config);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            Producer<byte[], byte[]> producer = real.getProducer(config);
            return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                    PoisonedSplitter.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, args) -> {
                        if (args != null && args[0] instanceof ProducerRecord<?, ?> record) {
                            dieOf(record);
                        }
                        try {
                            return method.invoke(producer, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private static void dieOf(ProducerRecord<?, ?> record) {
            boolean poisonous = record.topic().endsWith("valid-rows")
                    && record.value() instanceof byte[] value
                    && new String(value, UTF_8).contains(POISON);
            if (poisonous) {
                Runtime.getRuntime().halt(AS_IF_KILLED);
            }
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
