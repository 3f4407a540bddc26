package dev.sluice.access.settings;

import dev.sluice.runtime.settings.Settings;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** Reads the settings of access control at the start of a service, which they may refuse. */
public final class AccessStart {
    private static final Logger LOG = LoggerFactory.getLogger(AccessStart.class);

    private AccessStart() {}

    /** The reader of a service that has nothing to do with requests between services. */
    public static Consumer<Settings> in(Environment environment) {
        return settings -> read(settings, environment, false);
    }

    /** The reader of a service that sends or answers requests between services. */
    public static Consumer<Settings> withInternalRequests(Environment environment) {
        return settings -> read(settings, environment, true);
    }

    private static void read(Settings settings, Environment environment, boolean internal) {
        AccessProperties properties = AccessProperties.read(settings);
        Listener listener = Listener.of(environment);
        StartCheck.faults(properties, listener, internal).forEach(settings::fault);
        if (properties.open() && !listener.isLoopback()) {
            LOG.warn(
                    "Each client that reaches this service on {} may do everything (sluice.access.mode=open)",
                    listener.inWords());
        }
        if (properties.enabled()
                && internal
                && !properties.internalKey().isEmpty()
                && !listener.isLoopback()
                && !listener.tls()) {
            LOG.warn("The services' own key crosses the network in plain text: keep others from that network");
        }
    }
}
