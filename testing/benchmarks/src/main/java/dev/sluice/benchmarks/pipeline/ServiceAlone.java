package dev.sluice.benchmarks.pipeline;

import java.net.URI;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** One service by itself in this process, as its own jar would run it, with topics that no other Sluice uses. */
final class ServiceAlone implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private ServiceAlone(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts a service.
     *
     * @param application its main class
     * @param name its own, as of its settings file
     * @param settings of its own, as arguments
     */
    static ServiceAlone start(
            Class<?> application, String name, String bootstrapServers, String prefix, String... settings) {
        // The log belongs to the Sluice that is here already. Boot would set it up anew with each service, for the
        // whole JVM, and end it with each.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        try {
            return new ServiceAlone(
                    new SpringApplicationBuilder(application)
                            .properties("spring.config.name=" + name)
                            .registerShutdownHook(false)
                            .logStartupInfo(false)
                            .run(
                                    arguments(
                                            settings,
                                            "--server.port=0",
                                            "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                                            "--sluice.topics.prefix=" + prefix,
                                            // It isn't there where a service runs alone, and would have beans of
                                            // Streams made too early.
                                            "--spring.autoconfigure.exclude="
                                                    + "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")));
        } finally {
            System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
        }
    }

    private static String[] arguments(String[] settings, String... common) {
        return Stream.concat(Stream.of(settings), Stream.of(common)).toArray(String[]::new);
    }

    URI url() {
        return URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Override
    public void close() {
        context.close();
    }
}
