package dev.sluice.runtime.admission;

import dev.sluice.runtime.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Configures a service's web server so that no client can starve others. Imported by each service. */
@Configuration(proxyBeanMethods = false)
public class AdmissionConfiguration {
    /** The length of the accept queue, for bursts of connections. */
    private static final int BACKLOG = 1_024;
    /** Longer than Sluice's own clients keep idle connections. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);
    /** Added to Tomcat's timeouts, so that {@link Pace} detects a slow client first and reports it. */
    private static final Duration TIMEOUT_MARGIN = Duration.ofSeconds(5);

    @Bean
    static WebProperties webProperties(ObjectProvider<Settings> settings) {
        return WebProperties.read(settings.getIfAvailable(() -> new Settings(Map.of())));
    }

    @Bean
    static LargeAnswers webLargeAnswers(WebProperties properties, MeterRegistry registry) {
        LargeAnswers answers = new LargeAnswers(properties.maxLargeAnswers());
        registry.gauge("sluice.web.large.answers.in.progress", answers, LargeAnswers::taken);
        return answers;
    }

    @Bean
    static RequestThreads webRequestThreads(WebProperties properties, MeterRegistry registry) {
        RequestThreads threads = new RequestThreads(properties.maxRequests());
        registry.gauge("sluice.web.requests.in.progress", threads, RequestThreads::taken);
        return threads;
    }

    @Bean
    static Bodies webBodies(WebProperties properties) {
        return new Bodies(properties);
    }

    @Bean
    static Refusals webRefusals(MeterRegistry registry) {
        return new Refusals(registry);
    }

    @Bean
    static FilterRegistrationBean<RequestFilter> webRequestFilter(
            WebProperties properties,
            RequestThreads threads,
            LargeAnswers largeAnswers,
            Refusals refusals,
            Bodies bodies,
            ObjectProvider<BodyPaths> bodyPaths,
            ObjectProvider<LargeQuestions> large) {
        Set<String> paths =
                bodyPaths.stream().flatMap(each -> each.paths().stream()).collect(Collectors.toSet());
        var filter = new FilterRegistrationBean<>(new RequestFilter(
                properties, threads, largeAnswers, bodies, paths, large.stream().toList(), refusals));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return filter;
    }

    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> webServer(
            WebProperties properties, Refusals refusals) {
        return server -> {
            server.setProtocol(GuardedProtocol.class.getName());
            server.addEngineValves(new ConnectionValve());
            server.addConnectorCustomizers(connector -> {
                // No handler reads form fields from a body, which would block a thread.
                connector.setParseBodyMethods("");
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    http.setMaxThreads(RequestThreads.needed(properties));
                    http.setAcceptCount(BACKLOG);
                    http.setConnectionTimeout(Math.toIntExact(
                            properties.slowGrace().plus(TIMEOUT_MARGIN).toMillis()));
                    http.setKeepAliveTimeout(Math.toIntExact(KEEP_ALIVE.toMillis()));
                    http.setMaxSwallowSize(0);
                }
                if (connector.getProtocolHandler() instanceof GuardedProtocol guarded) {
                    guarded.guard(
                            properties,
                            properties.connectionsWithin(Runtime.getRuntime().maxMemory(), connector.getSecure()),
                            refusals);
                }
            });
        };
    }
}
