package dev.sluice.access;

import dev.sluice.access.settings.AccessProperties;
import dev.sluice.access.web.AccessGuard;
import dev.sluice.access.web.IssuerGuard;
import dev.sluice.access.web.PeopleGuard;
import dev.sluice.access.web.SessionController;
import dev.sluice.runtime.admission.BodyPaths;
import dev.sluice.runtime.settings.Settings;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Access control of a service. Without keys, people or an issuer it adds nothing but the operation that says so.
 * Imported by each application, which also has its settings read by {@link dev.sluice.access.settings.AccessStart}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    SessionController.class,
    AccessConfiguration.Guarded.class,
    AccessConfiguration.WithPeople.class,
    AccessConfiguration.WithIssuer.class
})
public class AccessConfiguration {
    @Bean
    static BodyPaths accessSignIns() {
        return new BodyPaths(SessionController.BODIES);
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(Enabled.class)
    @Import(AccessGuard.class)
    static class Guarded {}

    @Configuration(proxyBeanMethods = false)
    @Conditional(UsersFileGiven.class)
    @Import(PeopleGuard.class)
    static class WithPeople {}

    @Configuration(proxyBeanMethods = false)
    @Conditional(IssuerGiven.class)
    @Import(IssuerGuard.class)
    static class WithIssuer {}

    static final class Enabled extends OfSettings {
        Enabled() {
            super(AccessProperties::enabled);
        }
    }

    static final class UsersFileGiven extends OfSettings {
        UsersFileGiven() {
            super(properties -> properties.people().usersFile() != null);
        }
    }

    static final class IssuerGiven extends OfSettings {
        IssuerGiven() {
            super(properties -> properties.oidc().enabled());
        }
    }

    /** Reads the settings as the application does. */
    private abstract static class OfSettings implements Condition {
        private final Predicate<AccessProperties> condition;

        OfSettings(Predicate<AccessProperties> condition) {
            this.condition = condition;
        }

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Map<String, String> given = Binder.get(context.getEnvironment())
                    .bind("sluice", Bindable.mapOf(String.class, String.class))
                    .orElseGet(Map::of);
            return condition.test(AccessProperties.read(new Settings(given)));
        }
    }
}
