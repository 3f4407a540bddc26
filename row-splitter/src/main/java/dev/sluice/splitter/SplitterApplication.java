package dev.sluice.splitter;

import dev.sluice.access.AccessConfiguration;
import dev.sluice.access.settings.AccessStart;
import dev.sluice.runtime.admission.WebProperties;
import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.splitter.settings.SplitterProperties;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the splitter as a separate process. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({AccessConfiguration.class, SplitterConfiguration.class})
public class SplitterApplication {
    public static void main(String[] args) {
        new SpringApplicationBuilder(SplitterApplication.class)
                .properties("spring.config.name=row-splitter")
                .run(args);
    }

    @Bean
    static Settings settings(ConfigurableEnvironment environment) {
        return new Settings(Binder.get(environment)
                        .bind("sluice", Bindable.mapOf(String.class, String.class))
                        .orElseGet(Map::of))
                .verify(
                        HttpProperties::read,
                        SplitterProperties::read,
                        WebProperties::read,
                        AccessStart.in(environment));
    }
}
