package dev.sluice.runtime.http;

import dev.sluice.runtime.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Container;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Protects the HTTP server of a service. Needs a {@link Settings} bean; imported by each service. */
@Configuration(proxyBeanMethods = false)
@Import({ErrorAnswers.class, FallbackProblems.class})
public class HttpConfiguration {
    /** After Spring's observation, so that refused requests are measured too, and before everything else. */
    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    static HttpProperties httpProperties(Settings settings) {
        return HttpProperties.read(settings);
    }

    @Bean
    static AuditLog httpAudit(HttpProperties properties, ObjectProvider<AuditEntry.Keeper> keepers) {
        return new AuditLog(
                properties.trustForwardedFor(),
                entry -> keepers.forEach(keeper -> keeper.keep(entry)),
                Clock.systemUTC());
    }

    @Bean
    static FilterRegistrationBean<AuditLog> httpAuditLog(AuditLog log) {
        var filter = new FilterRegistrationBean<>(log);
        filter.setOrder(FIRST);
        return filter;
    }

    @Bean
    static FilterRegistrationBean<RequestGuard> httpRequestGuard(
            HttpProperties properties, ObjectProvider<OwnHost> own, ObjectProvider<TrustedOrigins> trusted) {
        List<String> hosts = new ArrayList<>(properties.allowedHosts());
        hosts.addAll(OwnHost.ofMachine());
        own.forEach(host -> hosts.add(host.name()));
        var filter = new FilterRegistrationBean<>(new RequestGuard(
                new HostNames(hosts), new CrossSiteWrites(trusted.stream().toList())));
        filter.setOrder(FIRST + 1);
        return filter;
    }

    @Bean
    static WebMvcRegistrations httpCorsProblems() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
                mapping.setCorsProcessor(new CorsProblems());
                return mapping;
            }
        };
    }

    /** Last, as Boot's own error report would otherwise be the inner one and take precedence. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> httpProblemsOfTomcat() {
        return server -> server.addContextCustomizers(context -> {
            Container host = context.getParent();
            if (host instanceof StandardHost standard) {
                standard.setErrorReportValveClass("");
                standard.getPipeline().addValve(new ProblemValve());
            }
        });
    }
}
