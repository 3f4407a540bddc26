package dev.sluice.standalone;

import dev.sluice.access.AccessConfiguration;
import dev.sluice.access.settings.AccessStart;
import dev.sluice.aggregator.AggregatorConfiguration;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.gateway.GatewayConfiguration;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.objects.ObjectStoreConfiguration;
import dev.sluice.objects.settings.ObjectStoreProperties;
import dev.sluice.results.ResultsConfiguration;
import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.runtime.admission.WebProperties;
import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.splitter.SplitterConfiguration;
import dev.sluice.splitter.settings.SplitterProperties;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * All services in one context on one port. {@link Sluice} starts it.
 *
 * <p>The order of the imports matters: results-api looks over HTTP for aggregators unless one is there already.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    AccessConfiguration.class,
    GatewayConfiguration.class,
    SplitterConfiguration.class,
    AggregatorConfiguration.class,
    ResultsConfiguration.class,
    ObjectStoreConfiguration.class
})
public final class StandaloneApplication {
    /** Reports all faults of all services at once, unknown names included. */
    @Bean
    static Settings settings(ConfigurableEnvironment environment) {
        return new Settings(Binder.get(environment)
                        .bind("sluice", Bindable.mapOf(String.class, String.class))
                        .orElseGet(Map::of))
                .verify(
                        HttpProperties::read,
                        GatewayProperties::read,
                        SplitterProperties::read,
                        AggregatorProperties::read,
                        ResultsProperties::read,
                        ObjectStoreProperties::read,
                        WebProperties::read,
                        AccessStart.in(environment));
    }
}
