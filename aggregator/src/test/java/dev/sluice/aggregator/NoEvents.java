package dev.sluice.aggregator;

import dev.sluice.schemas.message.FileEvent;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A topic that nothing was ever written to, and nothing can be: all of it is merged. */
final class NoEvents implements EndOffsets, EventLog {
    @Override
    public String topic() {
        return "file-events";
    }

    @Override
    public long of(int partition) {
        return 0;
    }

    @Override
    public void write(FileEvent event, Duration timeout) {
        throw new UnacknowledgedException(event, new TimeoutException("there is no broker"));
    }
}
