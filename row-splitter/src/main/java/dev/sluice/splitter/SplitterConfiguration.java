package dev.sluice.splitter;

import dev.sluice.runtime.PrivateDirectory;
import dev.sluice.runtime.admission.AdmissionConfiguration;
import dev.sluice.runtime.http.HttpConfiguration;
import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.GroupNotes;
import dev.sluice.runtime.quarantine.ProgressCheck;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.streams.CommittedOffsets;
import dev.sluice.runtime.streams.StateDirectory;
import dev.sluice.runtime.streams.StreamsFailures;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.splitter.settings.SplitterProperties;
import dev.sluice.splitter.split.SplitterMetrics;
import dev.sluice.splitter.split.SplitterTopology;
import dev.sluice.splitter.streams.SplitterClients;
import dev.sluice.splitter.streams.SplitterHealth;
import dev.sluice.splitter.streams.SplitterStreamsConfig;
import dev.sluice.splitter.streams.StreamsState;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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

/** Wires the splitter. Needs a {@link Settings} bean. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
@Import({HttpConfiguration.class, AdmissionConfiguration.class})
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
    static HealthIndicator splitter(
            StreamsState splitterState,
            SplitterProperties properties,
            @Qualifier("splitterQuarantine") Quarantine quarantine,
            @Qualifier("&splitterStreams") StreamsBuilderFactoryBean splitterStreams) {
        ProgressCheck progress = new ProgressCheck(quarantine, properties.stallAfter(), System::nanoTime);
        return new SplitterHealth(
                splitterState, () -> progress.standstills(CommittedOffsets.of(splitterStreams.getKafkaStreams())));
    }

    @Bean(defaultCandidate = false)
    static Tracing splitterTracing(@Value("${" + Tracing.ENDPOINT + ":}") String endpoint) {
        return Tracing.to(endpoint, "row-splitter");
    }

    /** Creates the topics: a bean that depends on this client can rely on them. */
    @Bean(defaultCandidate = false)
    static Admin splitterAdmin(KafkaProperties kafka, SplitterProperties properties) {
        Admin admin = Admin.create(kafka.buildAdminProperties());
        try {
            TopicSetup.ensure(admin, properties.topics(), SplitterTopology.access(properties.topics()));
            return admin;
        } catch (RuntimeException e) {
            // Closes at once: waiting for calls that no broker answered would only delay the error report.
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    @Bean(defaultCandidate = false)
    static Quarantine splitterQuarantine(
            @Qualifier("splitterAdmin") Admin splitterAdmin, SplitterProperties properties) {
        AttemptNotes notes = new GroupNotes(splitterAdmin, Stage.SPLIT.attemptsGroup(properties.topics()));
        return new Quarantine("row-splitter", notes, StreamsSettings.TRANSACTION_TIMEOUT);
    }

    /**
     * Not static: to learn the type that the factory bean of a static method creates, Spring would call the method
     * repeatedly.
     */
    @Bean
    StreamsBuilderFactoryBean splitterStreams(
            KafkaProperties kafka,
            SplitterProperties properties,
            StreamsState splitterState,
            MeterRegistry registry,
            @Qualifier("splitterTracing") Tracing tracing,
            @Qualifier("splitterAdmin") Admin splitterAdmin,
            @Qualifier("splitterQuarantine") Quarantine quarantine)
            throws IOException {
        var config = new KafkaStreamsConfiguration(
                SplitterStreamsConfig.of(kafka.buildStreamsProperties(), properties, quarantine));
        PrivateDirectory directory = PrivateDirectory.create(properties.stateDir());
        String application = Stage.SPLIT.group(properties.topics());
        StateDirectory.claim(splitterAdmin, properties.stateDir(), application, List.of(), List.of(application));
        StreamsBuilderFactoryBean streams = new StreamsBuilderFactoryBean(config);
        streams.setKafkaStreamsCustomizer(created -> directory.restorePermissions());
        streams.setClientSupplier(
                new SplitterClients(properties.topics().validRows().name(), quarantine));
        streams.setInfrastructureCustomizer(new KafkaStreamsInfrastructureCustomizer() {
            @Override
            public void configureTopology(Topology topology) {
                SplitterTopology.addTo(
                        topology,
                        properties.topics(),
                        properties.datasets(),
                        TopicIds.of(splitterAdmin),
                        new SplitterMetrics(registry),
                        tracing,
                        quarantine);
            }
        });
        streams.setStateListener(splitterState);
        streams.setStreamsUncaughtExceptionHandler(cause -> afterFailure(cause, quarantine));
        streams.addListener(new KafkaStreamsMicrometerListener(registry));
        streams.setLeaveGroupOnClose(true);
        // Starts before the web server, and stops after it.
        streams.setPhase(0);
        return streams;
    }

    /**
     * Ends the process if the infrastructure fails, so that its supervisor restarts it. Any other failure is attributed
     * to a record: the replacement thread processes that record again, until it is quarantined.
     */
    static StreamThreadExceptionResponse afterFailure(Throwable cause, Quarantine quarantine) {
        quarantine.failed(cause);
        if (StreamsFailures.isAbortedTransaction(cause)) {
            LOG.warn("Splitting resumes from the last commit: this process was paused for too long", cause);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (StreamsFailures.isInfrastructure(cause)) {
            LOG.error("Splitting failed; the process ends", cause);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("Splitting resumes from the last commit", cause);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Runs on another thread than the one that reports the error: closing the context waits for that. */
    private static void endProcess(ApplicationContext context) {
        new Thread(() -> System.exit(SpringApplication.exit(context, () -> 1)), "splitter-exit").start();
    }
}
