package dev.sluice.standalone;

import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Puts a running broker under a context, before any bean of Kafka is made. The context closes it as the last of its
 * beans, after all that may still have something to send: beans are destroyed in the reverse of the order in which they
 * came, and this one is there before the first.
 */
final class BrokerInitializer implements ApplicationContextInitializer<GenericApplicationContext> {
    private final EmbeddedBroker broker;

    BrokerInitializer(EmbeddedBroker broker) {
        this.broker = broker;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        // First in order: what the environment has of this is about another broker.
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
