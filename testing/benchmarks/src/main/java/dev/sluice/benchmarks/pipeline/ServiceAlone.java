package dev.sluice.benchmarks.pipeline;

import java.net.URI;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** One service alone in this process, as its own jar would run it, with separate topics. */
final class ServiceAlone implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private ServiceAlone(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts a service.
     *
     * @param application its main class
     * @param name of its settings file
     * @param settings of the service, as arguments
     */
    static ServiceAlone start(
            Class<?> application, String name, String bootstrapServers, String prefix, String... settings) {
        // Logging belongs to the Sluice of this JVM. Boot would configure it again with each service, for the whole
        // JVM, and end it with each.
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
                                            // It isn't present in a separate service, and would create Streams beans
                                            // too early.
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
