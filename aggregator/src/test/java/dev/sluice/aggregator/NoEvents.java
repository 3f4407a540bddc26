package dev.sluice.aggregator;

import dev.sluice.schemas.message.FileEvent;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A topic that nothing was ever written to, and nothing can be: all of it is merged. */
final class NoEvents implements EventOffsets, EventLog {
    @Override
    public long end(int partition) {
        return 0;
    }

    @Override
    public long merged(int partition) {
        return 0;
    }

    @Override
    public void write(FileEvent event, Duration timeout) {
        throw new UnacknowledgedException(event, new TimeoutException("there is no broker"));
    }
}
