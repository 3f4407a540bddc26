package dev.sluice.aggregator;

import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.StreamsFailures;
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
    private final Quarantine merging;

    /** @param merging is told of failures of stream threads */
    FatalFailure(ConfigurableApplicationContext context, Quarantine merging) {
        this.context = context;
        this.merging = merging;
    }

    /** A combiner can't go on. */
    void ofCombiner(Throwable failure) {
        LOG.error("The aggregator can't go on combining", failure);
        exit();
    }

    /**
     * Where the infrastructure is wrong, the process ends. All else is taken for a record's fault: the next thread meets it again,
     * until it is set aside.
     */
    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        merging.failed(exception);
        if (StreamsFailures.isAbortedTransaction(exception)) {
            LOG.warn("Merging goes on from the last commit: this process stood still for too long", exception);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (StreamsFailures.isInfrastructure(exception)) {
            LOG.error("The aggregator can't go on", exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("Merging goes on from the last commit", exception);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
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
