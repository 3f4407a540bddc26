package dev.sluice.aggregator;

import dev.sluice.schemas.message.FileDeletion;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A topic that nothing was ever written to, and nothing can be: all of it is merged. */
final class NoEvents implements EventOffsets, DeletionLog {
    @Override
    public long end(int partition) {
        return 0;
    }

    @Override
    public long merged(int partition) {
        return 0;
    }

    @Override
    public void write(FileDeletion deletion, Duration timeout) {
        throw new UnacknowledgedException(deletion, new TimeoutException("there is no broker"));
    }
}
