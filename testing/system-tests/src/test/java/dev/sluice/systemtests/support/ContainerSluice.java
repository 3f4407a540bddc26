package dev.sluice.systemtests.support;

import dev.sluice.standalone.StandaloneApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** All four services over a broker in a container. */
public final class ContainerSluice extends SluiceParameter implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return DockerClientFactory.instance().isDockerAvailable()
                ? ConditionEvaluationResult.enabled("a Docker engine answers")
                : ConditionEvaluationResult.disabled("no Docker engine answers");
    }

    @Override
    Running start() {
        return Started.start();
    }

    private record Started(KafkaContainer broker, ConfigurableApplicationContext services, SluiceProbe probe)
            implements Running {
        static Started start() {
            BaseImages.get("kafka");
            KafkaContainer broker = new KafkaContainer("apache/kafka:4.3.1");
            broker.start();
            ConfigurableApplicationContext services = new SpringApplicationBuilder(StandaloneApplication.class)
                    .properties("spring.config.name=standalone")
                    .run(
                            "--server.port=0",
                            // As in SharedSluice: tests upload the same content again.
                            "--sluice.gateway.duplicates=allow",
                            "--spring.kafka.bootstrap-servers=" + broker.getBootstrapServers(),
                            "--sluice.splitter.state-dir=" + temporary("splitter"),
                            "--sluice.aggregator.state-dir=" + temporary("aggregator"));
            String port = services.getEnvironment().getRequiredProperty("local.server.port");
            return new Started(
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
