package dev.sluice.standalone;

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
    private final EmbeddedBroker broker;

    BrokerInitializer(EmbeddedBroker broker) {
        this.broker = broker;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        // Highest precedence: the environment's settings are of another broker.
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "embeddedBroker",
                        Map.of(
                                "spring.kafka.bootstrap-servers",
                                broker.bootstrapServers(),
                                "spring.kafka.security.protocol",
                                "PLAINTEXT")));
        DefaultListableBeanFactory beans = context.getDefaultListableBeanFactory();
        beans.registerSingleton("embeddedBroker", broker);
        beans.registerDisposableBean("embeddedBroker", broker::close);
    }
}
