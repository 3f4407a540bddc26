package dev.sluice.aggregator.ownership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClassicGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the group's coordinator for its members every second, on a background thread. */
public final class MembershipWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "membership"));
    private final GroupMembership membership;
    private final Admin admin;
    private final String group;
    private final Supplier<@Nullable KafkaStreams> streams;
    private final MemberIds ids;
    private boolean joined;

    /**
     * Starts to ask.
     *
     * @param group the Streams application's id
     * @param ids the member ids of this process
     */
    public MembershipWatch(
            GroupMembership membership,
            Admin admin,
            String group,
            Supplier<@Nullable KafkaStreams> streams,
            MemberIds ids) {
        this.membership = membership;
        this.admin = admin;
        this.group = group;
        this.streams = streams;
        this.ids = ids;
        var unused = timer.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        KafkaStreams running = streams.get();
        // Until the first instance has joined, the group doesn't exist, which Kafka's client reports as an error.
        joined = joined || (running != null && running.state() == KafkaStreams.State.RUNNING);
        if (running == null || !joined) {
            return;
        }
        try {
            membership.renew(members(running), this::namedByCoordinator);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // An exception would end the schedule. The last list of members expires by itself.
            LOG.info("Could not get the members of the group {}: {}", group, e.toString());
        }
    }

    private List<GroupMembership.Member> members(KafkaStreams running) {
        Map<MetricName, ? extends Metric> metrics = running.metrics();
        List<GroupMembership.Member> members = new ArrayList<>();
        for (ThreadMetadata thread : running.metadataForLocalThreads()) {
            String clientId = thread.consumerClientId();
            members.add(new StreamThreadMember(clientId, () -> ids.of(clientId), metrics));
        }
        return members;
    }

    private Set<String> namedByCoordinator() throws InterruptedException {
        try {
            var options = new DescribeClassicGroupsOptions().timeoutMs((int) GroupMembership.TRUST.toMillis());
            var described = admin.describeClassicGroups(List.of(group), options).describedGroups();
            return Objects.requireNonNull(described.get(group), group)
                    .get(GroupMembership.TRUST.toMillis(), TimeUnit.MILLISECONDS)
                    .members()
                    .stream()
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the coordinator didn't answer", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
