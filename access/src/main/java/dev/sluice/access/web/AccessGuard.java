package dev.sluice.access.web;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.key.CurrentKeys;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.oidc.TokenCallers;
import dev.sluice.access.quota.ClientQuotas;
import dev.sluice.access.settings.AccessProperties;
import dev.sluice.access.signin.People;
import dev.sluice.runtime.http.TrustedOrigins;
import dev.sluice.runtime.operations.QuotaUse;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.document.ContractDocument;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The filters of a service whose clients need keys, or whose people sign in. */
@Configuration(proxyBeanMethods = false)
public class AccessGuard {
    /** After the admission of requests, their observation, the audit log, and the guard of hosts and origins. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 4;

    @Bean
    static AccessProperties accessProperties(Settings settings) {
        return AccessProperties.read(settings);
    }

    @Bean
    static CurrentKeys accessKeys(AccessProperties properties, MeterRegistry registry) {
        Path file = properties.keysFile();
        if (file == null) {
            return CurrentKeys.none();
        }
        CurrentKeys keys;
        try {
            keys = new CurrentKeys(new KeysFile(file), System::nanoTime);
        } catch (InvalidFileException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
        registry.gauge("sluice.access.keys", keys, CurrentKeys::size);
        registry.gauge("sluice.access.keys.faulty", keys, current -> current.fault() == null ? 0 : 1);
        return keys;
    }

    @Bean
    static Requirements accessRequirements() {
        return new Requirements(ContractDocument.OPENAPI.json());
    }

    @Bean
    static Refusals accessRefusals(
            AccessProperties properties, MeterRegistry registry, ObjectProvider<TrustedOrigins> trusted) {
        return new Refusals(registry, expected(properties), trusted.stream().toList());
    }

    /** What a request may carry to say who sent it, in words. */
    private static String expected(AccessProperties properties) {
        List<String> ways = new ArrayList<>();
        if (properties.keysFile() != null) {
            ways.add("a valid key in the header " + Credentials.KEY_HEADER);
        }
        if (properties.people().usersFile() != null) {
            ways.add("a session");
        }
        if (properties.oidc().enabled()) {
            ways.add("a bearer token of " + properties.oidc().issuer());
        }
        return String.join(", or ", ways);
    }

    /** The name of the bean is that of the component in {@code /health}. */
    @Bean
    static AccessHealth access(CurrentKeys keys, ObjectProvider<People> people) {
        return new AccessHealth(keys, people.getIfAvailable());
    }

    @Bean
    static ClientQuotas accessQuotas() {
        return new ClientQuotas(TimeMeter.SYSTEM_NANOTIME);
    }

    @Bean
    static QuotaUse.Source accessQuotaUse(ClientQuotas quotas, CurrentKeys keys) {
        return () -> quotas.uses(keys.all());
    }

    @Bean
    static FilterRegistrationBean<FilterChainProxy> accessFilters(
            Requirements requirements,
            CurrentKeys keys,
            ObjectProvider<TokenCallers> tokens,
            ObjectProvider<People> known,
            AccessProperties properties,
            ClientQuotas quotas,
            Refusals refusals) {
        People people = known.getIfAvailable();
        ExceptionTranslationFilter problems = new ExceptionTranslationFilter(refusals, new NullRequestCache());
        problems.setAccessDeniedHandler(refusals);
        List<Filter> all = new ArrayList<>();
        all.add(new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()));
        all.add(new CallerFilter(
                requirements,
                new Callers(keys, tokens.getIfAvailable(), people),
                properties.internalKey(),
                new ServiceCertificates(properties.internalNames(), InstantSource.system())));
        if (people != null) {
            all.add(new CsrfFilter(people.sessions(), refusals));
        }
        all.add(problems);
        all.add(new AuthorizationFilter(new Decision()));
        all.add(new QuotaFilter(quotas, refusals));
        FilterChainProxy filters =
                new FilterChainProxy(new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, all));
        filters.setFirewall(new PlainFirewall());
        var registration = new FilterRegistrationBean<>(filters);
        registration.setOrder(ORDER);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    @Bean
    static WebMvcConfigurer accessMappedRights(Requirements requirements, Refusals refusals) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new MappedRights(requirements, refusals));
            }
        };
    }
}
