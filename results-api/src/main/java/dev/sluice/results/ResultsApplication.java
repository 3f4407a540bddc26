package dev.sluice.results;

import dev.sluice.access.AccessConfiguration;
import dev.sluice.access.settings.AccessStart;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.runtime.admission.WebProperties;
import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import java.security.Security;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the results API as a separate process. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({AccessConfiguration.class, ResultsConfiguration.class})
public final class ResultsApplication {
    public static void main(String[] args) {
        // Aggregators' names are resolved constantly; by default the JVM would return outdated addresses for 30 s.
        Security.setProperty("networkaddress.cache.ttl", "1");
        new SpringApplicationBuilder(ResultsApplication.class)
                .properties("spring.config.name=results-api")
                .run(args);
    }

    @Bean
    static Settings settings(ConfigurableEnvironment environment) {
        // This service doesn't use topics, but operators set SLUICE_TOPICS_* for all services.
        return new Settings(Binder.get(environment)
                        .bind("sluice", Bindable.mapOf(String.class, String.class))
                        .orElseGet(Map::of))
                .verify(
                        HttpProperties::read,
                        TopicSettings::read,
                        ResultsProperties::read,
                        WebProperties::read,
                        AccessStart.withInternalRequests(environment));
    }
}
