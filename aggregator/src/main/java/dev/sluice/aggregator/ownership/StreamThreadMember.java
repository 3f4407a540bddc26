package dev.sluice.aggregator.ownership;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/** Observes a stream thread through its consumer's metrics. */
final class StreamThreadMember implements GroupMembership.Member {
    private static final String SINCE_LAST_POLL = "last-poll-seconds-ago";

    private final Supplier<String> memberId;
    private final @Nullable Metric sinceLastPoll;

    /**
     * Observes one thread.
     *
     * @param clientId of its consumer
     * @param memberId its member id
     */
    StreamThreadMember(String clientId, Supplier<String> memberId, Map<MetricName, ? extends Metric> metrics) {
        this.memberId = memberId;
        this.sinceLastPoll = metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(SINCE_LAST_POLL)
                        && clientId.equals(metric.getKey().tags().get("client-id")))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String memberId() {
        return memberId.get();
    }

    /** In whole seconds; -1 before the first poll, or if the metric is missing. */
    @Override
    public Duration sinceLastPoll() {
        return sinceLastPoll != null && sinceLastPoll.metricValue() instanceof Number seconds
                ? Duration.ofSeconds(seconds.longValue())
                : Duration.ofSeconds(-1);
    }
}
