package dev.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** All four services over a broker in a container, for as long as the test class lasts. */
final class ContainerSluice implements ParameterResolver, ExecutionCondition {
    private static final Namespace NAMESPACE = Namespace.create(ContainerSluice.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return DockerClientFactory.instance().isDockerAvailable()
                ? ConditionEvaluationResult.enabled("a Docker engine answers")
                : ConditionEvaluationResult.disabled("no Docker engine answers");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SluiceProbe.class;
    }

    @Override
    public SluiceProbe resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
                .probe();
    }

    private record Running(KafkaContainer broker, ConfigurableApplicationContext services, SluiceProbe probe)
            implements AutoCloseable {
        static Running start() {
            KafkaContainer broker = new KafkaContainer("apache/kafka:4.3.1");
            broker.start();
            ConfigurableApplicationContext services = new SpringApplicationBuilder(StandaloneApplication.class)
                    .properties("spring.config.name=standalone")
                    .run(
                            "--server.port=0",
                            "--spring.kafka.bootstrap-servers=" + broker.getBootstrapServers(),
                            "--sluice.splitter.state-dir=" + temporary("splitter"),
                            "--sluice.aggregator.state-dir=" + temporary("aggregator"));
            String port = services.getEnvironment().getRequiredProperty("local.server.port");
            return new Running(
                    broker,
                    services,
                    new SluiceProbe(URI.create("http://127.0.0.1:" + port), broker.getBootstrapServers()));
        }

        private static Path temporary(String name) {
            try {
                return Files.createTempDirectory("sluice-" + name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            services.close();
            broker.stop();
        }
    }
}
