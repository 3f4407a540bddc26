package dev.sluice.access;

import dev.sluice.access.settings.AccessProperties;
import dev.sluice.access.web.AccessGuard;
import dev.sluice.runtime.settings.Settings;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Access control of a service. Without a keys file it adds nothing at all. Imported by each application, which also has
 * its settings read by {@link dev.sluice.access.settings.AccessStart}.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(AccessConfiguration.KeysFileGiven.class)
@Import(AccessGuard.class)
public class AccessConfiguration {
    /** Reads the settings as the application does. */
    static final class KeysFileGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Map<String, String> given = Binder.get(context.getEnvironment())
                    .bind("sluice", Bindable.mapOf(String.class, String.class))
                    .orElseGet(Map::of);
            return AccessProperties.read(new Settings(given)).enabled();
        }
    }
}
