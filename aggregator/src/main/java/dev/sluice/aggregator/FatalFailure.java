package dev.sluice.aggregator;

import dev.sluice.schemas.StreamsFailures;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Ends the process with exit code 1 when the aggregator can't go on, so that whoever runs it restarts it. */
final class FatalFailure implements StreamsUncaughtExceptionHandler, KafkaStreams.StateListener {
    private static final Logger LOG = LoggerFactory.getLogger(FatalFailure.class);

    private final ConfigurableApplicationContext context;

    FatalFailure(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A combiner can't go on. */
    void ofCombiner(Throwable failure) {
        LOG.error("The aggregator can't go on combining", failure);
        exit();
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        if (StreamsFailures.isAbortedTransaction(exception)) {
            LOG.warn("Merging goes on from the last commit: this process stood still for too long", exception);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("The aggregator can't go on", exception);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    @Override
    public void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.ERROR) {
            exit();
        }
    }

    /** Not on the thread that failed: closing the context waits for it. */
    private void exit() {
        new Thread(() -> System.exit(SpringApplication.exit(context, () -> 1)), "aggregator-exit").start();
    }
}
