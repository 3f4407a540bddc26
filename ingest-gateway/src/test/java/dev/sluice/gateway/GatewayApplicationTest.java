package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThatException;

import dev.sluice.runtime.settings.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

class GatewayApplicationTest {
    @Test
    void shouldNotStartWithWrongSettingsAndReportAllErrors() {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(GatewayApplication.class).properties("spring.config.name=ingest-gateway");

        assertThatException()
                .isThrownBy(() -> application.run(
                        "--server.port=0",
                        "--sluice.gateway.max-uploads=none",
                        "--sluice.topics.partitions=0",
                        "--sluice.gateway.colour=blue"))
                .havingRootCause()
                .isInstanceOf(InvalidSettingsException.class)
                .withMessageContainingAll(
                        "sluice.gateway.max-uploads", "sluice.topics.partitions", "sluice.gateway.colour: unknown");
    }
}
