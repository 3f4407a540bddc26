package dev.sluice.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final Duration LEAST = Duration.ofMillis(20);

    private long now;
    private final CommitPace pace = new CommitPace(() -> TimeUnit.MILLISECONDS.toNanos(now));

    @Test
    void shouldRequestCommitsOnlyForPendingWork() {
        assertThat(at(1_000, false)).isFalse();
        assertThat(at(1_001, true)).isTrue();
    }

    @Test
    void shouldKeepTheMinimumIntervalBetweenQuickCommits() {
        assertThat(at(100, true)).isTrue();
        assertThat(at(105, true)).isFalse();
        assertThat(at(124, true)).isFalse();
        assertThat(at(125, true)).isTrue();
    }

    @Test
    void shouldWaitAsLongAsTheLastCommitTook() {
        assertThat(at(100, true)).isTrue();
        assertThat(at(400, true)).isFalse();
        assertThat(at(699, true)).isFalse();
        assertThat(at(700, true)).isTrue();
    }

    @Test
    void shouldDetectTheEndOfACommitWithoutPendingWork() {
        assertThat(at(100, true)).isTrue();
        assertThat(at(105, false)).isFalse();
        assertThat(at(9_000, true)).isTrue();
        assertThat(at(9_005, true)).isFalse();
        assertThat(at(9_025, true)).isTrue();
    }

    @Test
    void shouldWaitNoLongerThanASecondHoweverLongACommitTook() {
        assertThat(at(100, true)).isTrue();
        assertThat(at(60_100, true)).isFalse();
        assertThat(at(61_100, true)).isTrue();
    }

    @Test
    void shouldNotReadAnotherTaskOfTheSameRoundAsTheEndOfACommit() {
        assertThat(at(100, true)).isTrue();
        assertThat(pace.isDue("other", true, LEAST)).isFalse();
        now = 400;
        assertThat(pace.isDue("other", true, LEAST)).isFalse();
        assertThat(at(400, true)).isFalse();
        now = 699;
        assertThat(pace.isDue("other", true, LEAST)).isFalse();
        now = 700;
        assertThat(pace.isDue("other", true, LEAST)).isTrue();
    }

    @Test
    void shouldContinueAfterATaskWasRemoved() {
        assertThat(at(100, true)).isTrue();
        now = 1_101;
        assertThat(pace.isDue("other", true, LEAST)).isFalse();
        now = 2_101;
        assertThat(pace.isDue("other", true, LEAST)).isTrue();
    }

    private boolean at(long millis, boolean wanted) {
        now = millis;
        return pace.isDue("task", wanted, LEAST);
    }
}
