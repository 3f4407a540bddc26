package dev.sluice.aggregator;

/** The brokers know where {@code file-events} ends, the stores how far it is merged. */
record KnownEventOffsets(String topic, BrokerEndOffsets ends, StreamsFileStores stores) implements EventOffsets {
    @Override
    public long end(int partition) {
        return ends.of(topic, partition);
    }

    @Override
    public long merged(int partition) {
        return stores.read(partition, topic).next();
    }
}
