package dev.sluice.chaos.mutant;

import dev.sluice.chaos.stage.TestSplitter;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.splitter.SplitterApplication;
import dev.sluice.splitter.settings.SplitterProperties;
import dev.sluice.splitter.split.SeenChunks;
import dev.sluice.splitter.split.SplitProcessor;
import dev.sluice.splitter.split.SplitterMetrics;
import dev.sluice.splitter.split.SplitterTopology;
import dev.sluice.tabular.dataset.shipped.Datasets;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** A splitter with a fault: its store of seen chunks finds nothing, so a chunk that arrives twice is split twice. */
@Configuration(proxyBeanMethods = false)
public class NoDeduplication {
    public static void main(String[] args) {
        new SpringApplicationBuilder(SplitterApplication.class, NoDeduplication.class)
                .properties("spring.config.name=row-splitter")
                .run(args);
    }

    @Bean
    static BeanPostProcessor forgetfulTopology(ApplicationContext context) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof StreamsBuilderFactoryBean streams) {
                    streams.setInfrastructureCustomizer(new KafkaStreamsInfrastructureCustomizer() {
                        @Override
                        public void configureTopology(Topology topology) {
                            SplitterProperties properties = context.getBean(SplitterProperties.class);
                            MeterRegistry registry = context.getBean(MeterRegistry.class);
                            addTo(topology, properties.topics(), properties.datasets(), new SplitterMetrics(registry));
                        }
                    });
                }
                return bean;
            }
        };
    }

    /** As {@link SplitterTopology}, but for the store. */
    public static Topology addTo(Topology topology, Topics topics, Datasets datasets, SplitterMetrics metrics) {
        Deserializer<byte[]> bytes = Serdes.ByteArray().deserializer();
        topology.addSource("from-raw-chunks", bytes, bytes, topics.rawChunks().name())
                .addProcessor(
                        "split-chunks",
                        () -> new SplitProcessor(
                                topics.rawChunks().name(),
                                datasets,
                                topic -> Uuid.ONE_UUID,
                                metrics,
                                Tracing.OFF,
                                TestSplitter.QUARANTINE),
                        "from-raw-chunks")
                .addStateStore(store(topics), "split-chunks")
                .addStateStore(SplitterTopology.positions(), "split-chunks");
        SplitterTopology.addSinks(topology, topics);
        return topology;
    }

    private static StoreBuilder<?> store(Topics topics) {
        WindowBytesStoreSupplier supplier =
                Stores.persistentWindowStore(SeenChunks.STORE, topics.retention(), Duration.ofMillis(1), false);
        WindowBytesStoreSupplier forgetful = (WindowBytesStoreSupplier) Proxy.newProxyInstance(
                NoDeduplication.class.getClassLoader(),
                new Class<?>[] {WindowBytesStoreSupplier.class},
                (proxy, method, args) -> {
                    Object result = invoke(supplier, method, args);
                    return method.getName().equals("get") ? withoutMemory((WindowStore<?, ?>) result) : result;
                });
        return SeenChunks.storeBuilder(forgetful);
    }

    private static Object withoutMemory(WindowStore<?, ?> store) {
        return Proxy.newProxyInstance(
                NoDeduplication.class.getClassLoader(), new Class<?>[] {WindowStore.class}, (proxy, method, args) -> {
                    boolean isFetch = method.getName().equals("fetch")
                            && method.getReturnType().equals(WindowStoreIterator.class);
                    return isFetch ? new Nothing() : invoke(store, method, args);
                });
    }

    private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static final class Nothing implements WindowStoreIterator<byte[]> {
        @Override
        public void close() {}

        @Override
        public Long peekNextKey() {
            throw new NoSuchElementException();
        }

        @Override
        public boolean hasNext() {
            return false;
        }

        @Override
        public KeyValue<Long, byte[]> next() {
            throw new NoSuchElementException();
        }
    }
}
