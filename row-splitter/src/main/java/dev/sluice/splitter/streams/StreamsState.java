package dev.sluice.splitter.streams;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/** Tracks the state of the Kafka Streams application, and reports its failure. */
public final class StreamsState implements KafkaStreams.StateListener {
    private final Runnable onError;
    private volatile State current = State.CREATED;
    private volatile boolean hasRun;

    /** @param onError runs when the application has stopped because of an error */
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
     * Whether rows are being split. True also during a rebalance, when other instances may split them; false until the
     * first partitions are assigned.
     */
    boolean isReady() {
        return current == State.RUNNING || (hasRun && current == State.REBALANCING);
    }
}
