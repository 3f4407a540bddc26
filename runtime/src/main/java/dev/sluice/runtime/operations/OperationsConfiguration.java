package dev.sluice.runtime.operations;

import dev.sluice.runtime.http.HttpProperties;
import dev.sluice.runtime.http.OwnHost;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** What operations people see of an instance. Imported by each service that has clients. */
@Configuration(proxyBeanMethods = false)
@Import(OperationsController.class)
public class OperationsConfiguration {
    /** Just within the audit log, so that it counts what any other filter refuses. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    @Bean
    static AuditTrail operationsAuditTrail(HttpProperties properties) {
        String directory = properties.auditDirectory();
        return AuditTrail.open(
                directory.isEmpty() ? null : Path.of(directory),
                properties.auditEntries(),
                properties.auditAge(),
                Clock.systemUTC());
    }

    @Bean
    static RefusalCounts operationsRefusals() {
        return new RefusalCounts(Clock.systemUTC());
    }

    @Bean
    static FilterRegistrationBean<RefusalFilter> operationsRefusalFilter(RefusalCounts operationsRefusals) {
        var filter = new FilterRegistrationBean<>(new RefusalFilter(operationsRefusals));
        filter.setOrder(ORDER);
        return filter;
    }

    @Bean
    static OperationsController.Instance operationsInstance() {
        return new OperationsController.Instance(
                OwnHost.ofMachine().stream().findFirst().orElse("localhost"),
                Clock.systemUTC().instant());
    }
}
