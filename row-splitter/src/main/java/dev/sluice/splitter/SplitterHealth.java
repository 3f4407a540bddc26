package dev.sluice.splitter;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** UP while chunks are being split; otherwise DOWN, with the state of the Kafka Streams application. */
final class SplitterHealth implements HealthIndicator {
    private final StreamsState state;

    SplitterHealth(StreamsState state) {
        this.state = state;
    }

    @Override
    public Health health() {
        Health.Builder health = state.isReady() ? Health.up() : Health.down();
        return health.withDetail("state", state.current().name()).build();
    }
}
