package dev.sluice.standalone;

import dev.sluice.access.settings.Listener;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * A whole Sluice in this JVM: broker, services, one HTTP port. Developers and tests run the same.
 *
 * <p>Its data directory holds the broker's log and the stores of both Streams applications, and belongs to one Sluice
 * at a time, by the broker's lock. After a restart in the same directory it continues where it stopped.
 */
public final class Sluice implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final ConfigurableApplicationContext context;

    private final @Nullable String firstOperatorToken;

    private Sluice(EmbeddedBroker broker, ConfigurableApplicationContext context, @Nullable String firstOperatorToken) {
        this.broker = broker;
        this.context = context;
        this.firstOperatorToken = firstOperatorToken;
    }

    /** Starts a Sluice whose broker every program of this machine may use. */
    public static Sluice start(Path directory, int port, int brokerPort, Map<String, String> settings) {
        return start(directory, port, brokerPort, null, settings);
    }

    /**
     * Starts a Sluice, which then listens on HTTP; {@code /readyz} reports when it has caught up with its data.
     *
     * @param directory its data, created if necessary
     * @param port for HTTP, or 0 for a free one
     * @param brokerPort for Kafka clients, or 0 for a free one
     * @param brokerUsers the file with the users of the broker, who need a password; null if none is needed
     * @param settings of Boot and Sluice by name; they take precedence over the environment
     * @throws DataDirectoryException if another Sluice runs in the directory, or it is unusable
     * @throws InvalidUsersException if the file with the users is faulty, or others may read it
     * @throws PortInUseException if the port is taken
     */
    public static Sluice start(
            Path directory, int port, int brokerPort, @Nullable Path brokerUsers, Map<String, String> settings) {
        Path data = directory.toAbsolutePath().normalize();
        HttpPorts.requireFree(port);
        BrokerAccess access = brokerUsers == null ? null : BrokerAccess.of(brokerUsers);
        EmbeddedBroker broker = EmbeddedBroker.start(data, brokerPort, access);
        try {
            Map<String, String> all = new LinkedHashMap<>(settings);
            all.put("server.port", Integer.toString(port));
            // A static member of each group: after a crash the group needn't wait for the session of the crashed member
            // to end.
            all.put("spring.kafka.streams.properties.group.instance.id", "sluice");
            // There is no other instance for a standby.
            all.put("sluice.aggregator.standbys", "0");
            all.put("sluice.splitter.state-dir", data.resolve("splitter").toString());
            all.putIfAbsent("sluice.http.audit-directory", data.resolve("audit").toString());
            all.put("sluice.aggregator.state-dir", data.resolve("aggregator").toString());
            PeopleInitializer people = new PeopleInitializer(data.resolve("access"));
            ConfigurableApplicationContext context = new SpringApplicationBuilder(StandaloneApplication.class)
                    .initializers(new BrokerInitializer(broker), people)
                    .properties("spring.config.name=standalone")
                    .logStartupInfo(false)
                    // The caller closes the Sluice, and cleans up afterwards.
                    .registerShutdownHook(false)
                    .run(arguments(all));
            Sluice sluice = new Sluice(broker, context, people.firstOperatorToken());
            if (access != null) {
                sluice.grantRights();
            }
            return sluice;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Of the broker's users, once the topics are there. */
    private void grantRights() {
        try {
            BrokerAccess.grant(broker.client(), TopicSettings.read(context.getBean(Settings.class)));
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** Its URL, without a trailing slash. */
    public URI url() {
        Environment environment = context.getEnvironment();
        String scheme = Listener.of(environment).tls() ? "https" : "http";
        return URI.create(scheme + "://localhost:" + environment.getRequiredProperty("local.server.port"));
    }

    /** Whether it has caught up with its data, as {@code /readyz} reports it. */
    public boolean isReady() {
        HealthDescriptor readiness = context.getBean(HealthEndpoint.class).healthForPath("readiness");
        return readiness != null && readiness.getStatus().equals(Status.UP);
    }

    /**
     * The link by which the first person can sign in: once, and within an hour. Null unless people sign in, and there is
     * none yet. Its secret is behind the {@code #}, which browsers send to no server.
     */
    public @Nullable URI firstOperatorLink() {
        return firstOperatorToken == null ? null : URI.create(url() + "/#token=" + firstOperatorToken);
    }

    /** The bootstrap server for Kafka tools. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Stops it in an orderly way: the web server, the services, then the broker. A second call has no effect. */
    @Override
    public void close() {
        context.close();
    }

    private static String[] arguments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}
