package dev.sluice.splitter.streams;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/** Keeps the state of the Kafka Streams application for whoever asks, and tells of its failure. */
public final class StreamsState implements KafkaStreams.StateListener {
    private final Runnable onError;
    private volatile State current = State.CREATED;
    private volatile boolean hasRun;

    /** Runs {@code onError} when the application has stopped because of an error. */
    public StreamsState(Runnable onError) {
        this.onError = onError;
    }

    @Override
    public void onChange(State newState, State oldState) {
        current = newState;
        if (newState == State.RUNNING) {
            hasRun = true;
        }
        if (newState == State.ERROR) {
            onError.run();
        }
    }

    State current() {
        return current;
    }

    /**
     * Whether rows are being split. While partitions move between instances they are, if perhaps not here; before the
     * first partitions came they never were.
     */
    boolean isReady() {
        return current == State.RUNNING || (hasRun && current == State.REBALANCING);
    }
}
