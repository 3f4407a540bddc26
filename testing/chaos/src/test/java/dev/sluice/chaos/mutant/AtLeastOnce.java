package dev.sluice.chaos.mutant;

import dev.sluice.aggregator.combine.CombinerClients;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An aggregator with a fault: its combiners send deltas without transactions, and commit the offsets of the rows
 * afterwards, once a second.
 */
@Configuration(proxyBeanMethods = false)
public class AtLeastOnce {
    private static final long COMMIT_NANOS = 1_000_000_000;

    /** Of which a test can rely on that it dies before it has committed. */
    static CombinerBeans.Clients dyingBeforeItCommits() {
        return clients(Long.MAX_VALUE);
    }

    private static CombinerBeans.Clients clients(long commitNanos) {
        return new CombinerBeans.Clients() {
            @Override
            public Consumer<byte[], byte[]> consumer(CombinerClients real, int thread) {
                return real.consumer(thread);
            }

            @Override
            public Producer<byte[], byte[]> producer(
                    CombinerClients real, int thread, Consumer<byte[], byte[]> consumer) {
                Map<String, Object> config = new HashMap<>(real.producerConfig(thread));
                config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
                return withoutTransactions(new KafkaProducer<>(config), consumer, commitNanos);
            }
        };
    }

    public static void main(String[] args) {
        CombinerBeans.run(AtLeastOnce.class, args);
    }

    @Bean
    static CombinerBeans.Clients combinerClients() {
        return clients(COMMIT_NANOS);
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> withoutTransactions(
            Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer, long commitNanos) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                AtLeastOnce.class.getClassLoader(), new Class<?>[] {Producer.class}, new InvocationHandler() {
                    private long committed = System.nanoTime();

                    @Override
                    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
                        switch (method.getName()) {
                            case "initTransactions", "beginTransaction", "abortTransaction" -> {
                                return null;
                            }
                            case "commitTransaction" -> {
                                producer.flush();
                                return null;
                            }
                            case "sendOffsetsToTransaction" -> {
                                if (System.nanoTime() - committed > commitNanos) {
                                    producer.flush();
                                    consumer.commitSync((Map<TopicPartition, OffsetAndMetadata>) args[0]);
                                    committed = System.nanoTime();
                                }
                                return null;
                            }
                            case "send" -> {
                                // Nor does it keep with its deltas how far it has read.
                                if (((ProducerRecord<?, ?>) args[0]).topic().endsWith("aggregator-combined")) {
                                    return CompletableFuture.completedFuture(null);
                                }
                                return producer.send((ProducerRecord<byte[], byte[]>) args[0]);
                            }
                            default -> {
                                try {
                                    return method.invoke(producer, args);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            }
                        }
                    }
                });
    }
}
