package dev.sluice.aggregator;

/** Where a topic's partitions end now. */
interface EndOffsets {
    String topic();

    /**
     * The offset after the last record of a partition.
     *
     * @throws UnknownException if the broker didn't say in time
     */
    long of(int partition);

    /** The broker can't be asked now. */
    final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
