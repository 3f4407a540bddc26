package dev.sluice.gateway;

import dev.sluice.access.AccessConfiguration;
import dev.sluice.access.settings.AccessStart;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.runtime.admission.WebProperties;
import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.settings.Settings;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the gateway as a separate process. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({AccessConfiguration.class, GatewayConfiguration.class})
public class GatewayApplication {
    public static void main(String[] args) {
        new SpringApplicationBuilder(GatewayApplication.class)
                .properties("spring.config.name=ingest-gateway")
                .run(args);
    }

    /** Reports all invalid settings at once, unknown names included. */
    @Bean
    static Settings settings(ConfigurableEnvironment environment) {
        return new Settings(Binder.get(environment)
                        .bind("sluice", Bindable.mapOf(String.class, String.class))
                        .orElseGet(Map::of))
                .verify(
                        HttpProperties::read,
                        GatewayProperties::read,
                        WebProperties::read,
                        AccessStart.in(environment));
    }
}
