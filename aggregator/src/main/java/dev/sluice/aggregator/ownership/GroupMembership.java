package dev.sluice.aggregator.ownership;

import dev.sluice.runtime.streams.StreamsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Whether the brokers still count on this instance, so that its partitions can't be active anywhere else. A process that was
 * stopped for a while, or cut off from the brokers, doesn't notice by itself that its partitions have moved on.
 *
 * <p>Two things must hold. The group's coordinator named all of its stream threads as members a moment ago, by the ids that it
 * gave them and not by names that a successor has, too: it takes the partitions from a member only when the session timeout has
 * passed since its last heartbeat, and heartbeats are never older than their interval. And each thread has polled within the session timeout: one that doesn't for long leaves the group.
 * Asked after a store was read, it says that what was read was no past then.
 */
public final class GroupMembership {
    /** For how long the coordinator's word holds; a second of what it could is left for what is late. */
    static final Duration TRUST = StreamsSettings.SESSION_TIMEOUT
            .minus(StreamsSettings.HEARTBEAT_INTERVAL)
            .minusSeconds(1);

    private final LongSupplier nanoTime;
    private volatile Seen seen;

    /** A stream thread of this instance. */
    interface Member {
        /** What the coordinator calls it, as it called no other member before; empty before it has joined. */
        String memberId();

        /** How long ago it last asked for records; negative before the first time. */
        Duration sinceLastPoll();
    }

    /** What the coordinator said when it was last asked, and the moment when it was. */
    private record Seen(long askedNanos, List<Member> members) {}

    public GroupMembership(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.seen = new Seen(nanoTime.getAsLong(), List.of());
    }

    /** Where the coordinator says who is in the group. */
    interface Coordinator {
        /** The ids of all members. */
        Set<String> members() throws InterruptedException;
    }

    /** Asks who is in the group. Where nothing comes of it, what was known before holds until its time is over. */
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
