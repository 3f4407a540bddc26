package dev.sluice.aggregator.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupMembershipTest {
    private long nowNanos = -5;
    private Duration sinceLastPoll = Duration.ZERO;
    private final GroupMembership membership = new GroupMembership(() -> nowNanos);
    private final List<GroupMembership.Member> threads = List.of(member("one"), member("two"));

    @Test
    void shouldBeCurrentUntilTheTrustPeriodExpires() throws InterruptedException {
        assertThat(membership.isCurrent()).isFalse();

        membership.renew(threads, () -> Set.of("one", "two", "of another instance"));

        assertThat(membership.isCurrent()).isTrue();
        pass(GroupMembership.TRUST.minusNanos(1));
        assertThat(membership.isCurrent()).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(membership.isCurrent()).isFalse();

        membership.renew(threads, () -> Set.of("one", "two"));
        assertThat(membership.isCurrent()).isTrue();
    }

    /** The process may be paused while it waits for the coordinator's answer, which is outdated then. */
    @Test
    void shouldMeasureFromTheRequestAndNotFromTheResponse() throws InterruptedException {
        membership.renew(threads, () -> {
            pass(GroupMembership.TRUST);
            return Set.of("one", "two");
        });

        assertThat(membership.isCurrent()).isFalse();
    }

    @Test
    void shouldEndImmediatelyWhenAThreadLeavesTheGroup() throws InterruptedException {
        membership.renew(threads, () -> Set.of("one", "two"));

        membership.renew(threads, () -> Set.of("one"));

        assertThat(membership.isCurrent()).isFalse();
    }

    /** Its successor has the same client ids, as they are stored with the state, but another member id. */
    @Test
    void shouldNotMistakeItsSuccessorForItself() throws InterruptedException {
        membership.renew(threads, () -> Set.of("one of the successor", "two of the successor"));

        assertThat(membership.isCurrent()).isFalse();
    }

    @Test
    void shouldNotBeCurrentBeforeItHasJoined() throws InterruptedException {
        membership.renew(List.of(member("")), () -> Set.of("of another instance"));

        assertThat(membership.isCurrent()).isFalse();
    }

    @Test
    void shouldNotBeCurrentWithoutThreads() throws InterruptedException {
        membership.renew(List.of(), () -> Set.of("of another instance"));

        assertThat(membership.isCurrent()).isFalse();
    }

    @Test
    void shouldBeCurrentOnlyWhileEveryThreadPolls() throws InterruptedException {
        membership.renew(threads, () -> Set.of("one", "two"));

        sinceLastPoll = Duration.ofSeconds(5);
        assertThat(membership.isCurrent()).isTrue();
        sinceLastPoll = Duration.ofSeconds(6);
        assertThat(membership.isCurrent()).isFalse();
        sinceLastPoll = Duration.ofSeconds(-1);
        assertThat(membership.isCurrent()).as("it never polled").isFalse();
    }

    @Test
    void shouldExpireWhileTheCoordinatorIsUnavailable() throws InterruptedException {
        membership.renew(threads, () -> Set.of("one", "two"));
        pass(Duration.ofSeconds(1));

        assertThatIllegalStateException()
                .isThrownBy(() -> membership.renew(threads, () -> {
                    throw new IllegalStateException("no coordinator");
                }));

        assertThat(membership.isCurrent()).isTrue();
        pass(GroupMembership.TRUST.minusSeconds(1));
        assertThat(membership.isCurrent()).isFalse();
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
    }

    /** Only the second thread's polls vary. */
    private GroupMembership.Member member(String memberId) {
        return new GroupMembership.Member() {
            @Override
            public String memberId() {
                return memberId;
            }

            @Override
            public Duration sinceLastPoll() {
                return memberId.equals("two") ? sinceLastPoll : Duration.ZERO;
            }
        };
    }
}
