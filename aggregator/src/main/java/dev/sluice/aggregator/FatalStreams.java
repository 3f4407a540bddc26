package dev.sluice.aggregator;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Ends the process with exit code 1 when the Streams application can't go on, so that whoever runs it restarts it. */
final class FatalStreams implements StreamsUncaughtExceptionHandler, KafkaStreams.StateListener {
    private static final Logger LOG = LoggerFactory.getLogger(FatalStreams.class);

    private final String application;
    private final ConfigurableApplicationContext context;

    FatalStreams(String application, ConfigurableApplicationContext context) {
        this.application = application;
        this.context = context;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        LOG.error("The {} can't go on", application, exception);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    @Override
    public void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.ERROR) {
            // Not on this thread: closing the context closes Kafka Streams, which waits for its threads.
            new Thread(() -> System.exit(SpringApplication.exit(context, () -> 1)), application + "-exit").start();
        }
    }
}
