package dev.sluice.aggregator.ownership;

import dev.sluice.runtime.streams.StreamsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Whether this instance is still a member of its consumer group, so that its partitions can't be active elsewhere. A
 * process that was paused, or cut off from the brokers, doesn't notice by itself that its partitions were reassigned.
 *
 * <p>Two conditions must hold. The group's coordinator has recently listed all of its stream threads as members, by the
 * member ids that it assigned rather than by client ids, which a successor shares: the coordinator reassigns a member's
 * partitions only after a session timeout without heartbeats, and the last heartbeat is at most one heartbeat interval
 * old. And each thread has polled within the session timeout, as one that doesn't leaves the group. Checked after a
 * store was read, it shows that the data was current.
 */
public final class GroupMembership {
    /** How long a list of members is valid: a second less than possible, to allow for delays. */
    static final Duration TRUST = StreamsSettings.SESSION_TIMEOUT
            .minus(StreamsSettings.HEARTBEAT_INTERVAL)
            .minusSeconds(1);

    private final LongSupplier nanoTime;
    private volatile Seen seen;

    /** A stream thread of this instance. */
    interface Member {
        /** The member id, which the coordinator never assigns twice; empty before the thread has joined. */
        String memberId();

        /** The time since its last poll; negative before the first one. */
        Duration sinceLastPoll();
    }

    /** The coordinator's last list of members, and when it was requested. */
    private record Seen(long askedNanos, List<Member> members) {}

    public GroupMembership(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.seen = new Seen(nanoTime.getAsLong(), List.of());
    }

    /** Asks the coordinator for the group's members. */
    interface Coordinator {
        /** The ids of all members. */
        Set<String> members() throws InterruptedException;
    }

    /** Asks for the group's members. If that fails, the last list stays in use until it expires. */
    void renew(List<Member> own, Coordinator coordinator) throws InterruptedException {
        long asked = nanoTime.getAsLong();
        Set<String> members = coordinator.members();
        boolean all = own.stream().map(Member::memberId).allMatch(members::contains);
        seen = new Seen(asked, all ? own : List.of());
    }

    public boolean isCurrent() {
        Seen now = seen;
        return !now.members.isEmpty()
                && nanoTime.getAsLong() - now.askedNanos < TRUST.toNanos()
                && now.members.stream().allMatch(GroupMembership::isPolling);
    }

    private static boolean isPolling(Member member) {
        Duration since = member.sinceLastPoll();
        return !since.isNegative() && since.compareTo(StreamsSettings.SESSION_TIMEOUT) < 0;
    }
}
