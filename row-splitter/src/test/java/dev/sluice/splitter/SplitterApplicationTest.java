package dev.sluice.splitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.settings.InvalidSettingsException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

class SplitterApplicationTest {
    @Test
    void shouldNotStartWithWrongSettingsAndReportAllOfThem() {
        String[] args = {
            "--server.port=0",
            "--sluice.splitter.threads=many",
            "--sluice.splitter.thread=2",
            "--sluice.topics.partitions=0"
        };

        assertThatThrownBy(() -> SplitterApplication.main(args))
                .rootCause()
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("sluice.splitter.threads: expected a whole number from 1 to 64, found \"many\"")
                .hasMessageContaining("sluice.splitter.thread: unknown setting")
                .hasMessageContaining("sluice.topics.partitions");
    }

    @Test
    void shouldNotStartWithoutABrokerAndReportItsAddress() {
        String[] args = {
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=localhost:1",
            "--sluice.topics.start-timeout=0s",
            "--spring.kafka.admin.properties[request.timeout.ms]=100",
            "--spring.kafka.admin.properties[default.api.timeout.ms]=200"
        };

        assertThatThrownBy(() -> SplitterApplication.main(args))
                .hasStackTraceContaining("no Kafka broker answered within PT0S (sluice.topics.start-timeout)");
    }

    @Test
    void shouldIncludeItsHealthInReadinessButNotInLiveness() throws IOException {
        List<PropertySource<?>> settings =
                new YamlPropertySourceLoader().load("row-splitter", new ClassPathResource("row-splitter.yml"));

        assertThat(settings).singleElement().satisfies(all -> {
            assertThat(all.getProperty("management.endpoint.health.group.readiness.include"))
                    .isEqualTo("readinessState,splitter");
            assertThat(all.getProperty("management.endpoint.health.group.liveness.include"))
                    .isEqualTo("livenessState");
        });
    }
}
