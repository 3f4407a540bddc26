package dev.sluice.aggregator;

import dev.sluice.access.AccessConfiguration;
import dev.sluice.access.settings.AccessStart;
import dev.sluice.aggregator.settings.AggregatorProperties;
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

/** Starts the aggregator as a separate process. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({AccessConfiguration.class, AggregatorConfiguration.class, QueryEndpointConfiguration.class})
public class AggregatorApplication {
    public static void main(String[] args) {
        new SpringApplicationBuilder(AggregatorApplication.class)
                .properties("spring.config.name=aggregator")
                .run(args);
    }

    @Bean
    static Settings settings(ConfigurableEnvironment environment) {
        return new Settings(Binder.get(environment)
                        .bind("sluice", Bindable.mapOf(String.class, String.class))
                        .orElseGet(Map::of))
                .verify(
                        HttpProperties::read,
                        AggregatorProperties::read,
                        WebProperties::read,
                        AccessStart.withInternalRequests(environment));
    }
}
