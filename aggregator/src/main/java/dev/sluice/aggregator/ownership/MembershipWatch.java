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
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the group's coordinator every second who is in the group, on a thread of its own, until it is closed. */
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
     * Begins to ask.
     *
     * @param group of the Streams application, which is its id
     * @param ids which its consumers tell
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
        // Before the first of all instances has joined there is no group, which Kafka's client takes for an error.
        joined = joined || (running != null && running.state() == KafkaStreams.State.RUNNING);
        if (running == null || !joined) {
            return;
        }
        try {
            membership.renew(members(running), this::namedByCoordinator);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // An exception would end the schedule. What the coordinator said before runs out by itself.
            LOG.info("It isn't known who is in the group {}: {}", group, e.toString());
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
            var described = admin.describeClassicGroups(List.of(group)).describedGroups();
            return Objects.requireNonNull(described.get(group), group)
                    .get(GroupMembership.TRUST.toMillis(), TimeUnit.MILLISECONDS)
                    .members()
                    .stream()
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the coordinator didn't say", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
