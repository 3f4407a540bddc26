package dev.sluice.chaos.mutant;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An aggregator with a fault: it shows how a file has ended before that is committed. */
@Configuration(proxyBeanMethods = false)
public class UncommittedEnds {
    public static void main(String[] args) {
        CombinerBeans.run(UncommittedEnds.class, args);
    }

    @Bean
    static BeanPostProcessor showingUncommittedEnds(ApplicationContext context) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return name.equals("aggregatorQueries")
                        ? showing(
                                (FileQueries) bean,
                                context.getBean(FileStores.class),
                                context.getBean(AggregatorProperties.class)
                                        .topics()
                                        .partitions())
                        : bean;
            }
        };
    }

    static FileQueries showing(FileQueries queries, FileStores stores, int partitions) {
        return (FileQueries) Proxy.newProxyInstance(
                UncommittedEnds.class.getClassLoader(), new Class<?>[] {FileQueries.class}, (proxy, method, args) -> {
                    if (method.getName().equals("file")) {
                        FileSummary end = end((String) args[0], stores, partitions);
                        if (end != null) {
                            return new Answer.Found<>(end);
                        }
                    }
                    try {
                        return method.invoke(queries, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static FileSummary end(String fileId, FileStores stores, int partitions) {
        try {
            FileState state = stores.of(FileIds.partition(fileId, partitions)).state(fileId);
            return state != null && state.phase() == FileState.Phase.COMPLETING ? state.finalSummary() : null;
        } catch (InvalidStateStoreException e) {
            // The real one says so.
            return null;
        }
    }
}
