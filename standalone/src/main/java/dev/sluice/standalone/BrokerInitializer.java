package dev.sluice.standalone;

import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Connects a context to a running broker, before any Kafka bean is created. The context closes the broker as its last
 * bean, after all beans that may still have something to send: beans are destroyed in reverse order of creation, and
 * this one is created first.
 */
final class BrokerInitializer implements ApplicationContextInitializer<GenericApplicationContext> {
    private static final String PROPERTY = "spring.kafka.properties.";
    /** Kafka's names that Spring has its own for. */
    private static final Map<String, String> SPRING_NAMES = Map.of(
            "bootstrap.servers", "spring.kafka.bootstrap-servers",
            "security.protocol", "spring.kafka.security.protocol");

    private final EmbeddedBroker broker;

    BrokerInitializer(EmbeddedBroker broker) {
        this.broker = broker;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        // Highest precedence: the environment's settings are of another broker.
        Map<String, Object> settings = new HashMap<>();
        broker.client().forEach((name, value) -> settings.put(SPRING_NAMES.getOrDefault(name, PROPERTY + name), value));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("embeddedBroker", settings));
        DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
        beans.registerSingleton("embeddedBroker", broker);
        beans.registerDisposableBean("embeddedBroker", broker::close);
    }
}
