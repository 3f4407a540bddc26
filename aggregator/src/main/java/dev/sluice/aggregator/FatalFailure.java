package dev.sluice.aggregator;

import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.StreamsFailures;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the process with exit code 1 on an unrecoverable failure, so that its supervisor restarts it. Public, as the fault rig
 * wires other combiners to it.
 */
public final class FatalFailure implements StreamsUncaughtExceptionHandler, KafkaStreams.StateListener {
    private static final Logger LOG = LoggerFactory.getLogger(FatalFailure.class);

    private final ConfigurableApplicationContext context;
    private final Quarantine merging;

    /** @param merging receives the failures of stream threads */
    FatalFailure(ConfigurableApplicationContext context, Quarantine merging) {
        this.context = context;
        this.merging = merging;
    }

    /** Handles an unrecoverable failure of a combiner. */
    public void ofCombiner(Throwable failure) {
        LOG.error("Combining failed; the process ends", failure);
        exit();
    }

    /**
     * Ends the process if the infrastructure fails. Any other failure is attributed to a record: the replacement thread
     * processes that record again, until it is quarantined.
     */
    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        merging.failed(exception);
        if (StreamsFailures.isAbortedTransaction(exception)) {
            LOG.warn("Merging resumes from the last commit: this process was paused for too long", exception);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        if (StreamsFailures.isInfrastructure(exception)) {
            LOG.error("Merging failed; the process ends", exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("Merging resumes from the last commit", exception);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    @Override
    public void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.ERROR) {
            exit();
        }
    }

    /** Runs on another thread than the one that failed: closing the context waits for that. */
    private void exit() {
        new Thread(() -> System.exit(SpringApplication.exit(context, () -> 1)), "aggregator-exit").start();
    }
}
