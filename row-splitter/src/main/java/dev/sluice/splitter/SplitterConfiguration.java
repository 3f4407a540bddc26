package dev.sluice.splitter;

import dev.sluice.runtime.PrivateDirectory;
import dev.sluice.runtime.http.HttpConfiguration;
import dev.sluice.schemas.Settings;
import dev.sluice.schemas.StreamsFailures;
import dev.sluice.schemas.TopicSetup;
import dev.sluice.schemas.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.streams.KafkaStreamsMicrometerListener;

/** Wires the splitter. It needs a {@link Settings} bean. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
@Import(HttpConfiguration.class)
public final class SplitterConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SplitterConfiguration.class);

    @Bean
    static SplitterProperties splitterProperties(Settings settings) {
        return SplitterProperties.read(settings);
    }

    @Bean
    static StreamsState splitterState(ApplicationContext context) {
        return new StreamsState(() -> endProcess(context));
    }

    @Bean
    static HealthIndicator splitter(StreamsState splitterState) {
        return new SplitterHealth(splitterState);
    }

    @Bean(defaultCandidate = false)
    static Tracing splitterTracing(@Value("${" + Tracing.ENDPOINT + ":}") String endpoint) {
        return Tracing.to(endpoint, "row-splitter");
    }

    /** Not static: of a static method Spring would learn what the factory makes only by calling it, again and again. */
    @Bean
    StreamsBuilderFactoryBean splitterStreams(
            KafkaProperties kafka,
            SplitterProperties properties,
            StreamsState splitterState,
            MeterRegistry registry,
            @Qualifier("splitterTracing") Tracing tracing)
            throws IOException {
        var config =
                new KafkaStreamsConfiguration(SplitterStreamsConfig.of(kafka.buildStreamsProperties(), properties));
        ensureTopics(kafka, properties);
        PrivateDirectory directory = PrivateDirectory.create(properties.stateDir());
        StreamsBuilderFactoryBean streams = new StreamsBuilderFactoryBean(config);
        streams.setKafkaStreamsCustomizer(created -> directory.restorePermissions());
        streams.setClientSupplier(
                new RowProducers(properties.topics().validRows().name()));
        streams.setInfrastructureCustomizer(new KafkaStreamsInfrastructureCustomizer() {
            @Override
            public void configureTopology(Topology topology) {
                SplitterTopology.addTo(
                        topology, properties.topics(), properties.datasets(), new SplitterMeters(registry), tracing);
            }
        });
        streams.setStateListener(splitterState);
        streams.setStreamsUncaughtExceptionHandler(SplitterConfiguration::afterFailure);
        streams.addListener(new KafkaStreamsMicrometerListener(registry));
        streams.setLeaveGroupOnClose(true);
        // Before the web server starts, and after it stopped.
        streams.setPhase(0);
        return streams;
    }

    private static void ensureTopics(KafkaProperties kafka, SplitterProperties properties) {
        Admin admin = Admin.create(kafka.buildAdminProperties());
        try {
            TopicSetup.ensure(admin, properties.topics(), SplitterTopology.access(properties.topics()));
        } finally {
            // At once: to wait for the calls that no broker answered would only hold up the report of that.
            admin.close(Duration.ZERO);
        }
    }

    /** What is wrong here is wrong with the infrastructure, since bad input is data: whoever starts us tries again. */
    static StreamThreadExceptionResponse afterFailure(Throwable cause) {
        if (StreamsFailures.isAbortedTransaction(cause)) {
            LOG.warn("Splitting goes on from the last commit: this process stood still for too long", cause);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("The splitter stops", cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** On a thread of its own, for the one that tells of the error is one that closing waits for. */
    private static void endProcess(ApplicationContext context) {
        new Thread(() -> System.exit(SpringApplication.exit(context, () -> 1)), "splitter-exit").start();
    }
}
