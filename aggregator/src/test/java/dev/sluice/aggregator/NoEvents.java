package dev.sluice.aggregator;

/** A topic that nothing was ever written to: all of it is merged. */
final class NoEvents implements EndOffsets {
    @Override
    public String topic() {
        return "file-events";
    }

    @Override
    public long of(int partition) {
        return 0;
    }
}
