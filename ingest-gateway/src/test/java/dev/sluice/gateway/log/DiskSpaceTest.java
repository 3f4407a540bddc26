package dev.sluice.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.gateway.problem.RefusedException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {
    private CompletionStage<OptionalLong> answer = CompletableFuture.completedFuture(OptionalLong.of(1_000));
    private int asked;
    private long now;

    @Test
    void shouldRefuseUploadsOnlyWhileDiskSpaceIsLow() throws RefusedException {
        DiskSpace disk = disk(1_000);
        disk.requireRoom();

        answer = CompletableFuture.completedFuture(OptionalLong.of(999));
        disk.requireRoom();
        now += Duration.ofSeconds(5).toNanos();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(disk::requireRoom)
                .satisfies(refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(507);
                    assertThat(refusal.detail()).contains("at least 1000 bytes").contains("found 999");
                });

        answer = CompletableFuture.completedFuture(OptionalLong.of(1_000));
        now += Duration.ofSeconds(5).toNanos();
        disk.requireRoom();
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void shouldNotRefuseUploadsWhileDiskSpaceIsUnknown() {
        DiskSpace disk = disk(1_000);
        answer = new CompletableFuture<>();
        assertThatCode(disk::requireRoom).doesNotThrowAnyException();
        now += Duration.ofSeconds(50).toNanos();
        assertThatCode(disk::requireRoom).doesNotThrowAnyException();
        assertThat(asked).as("one question at a time").isEqualTo(1);

        answer.toCompletableFuture().completeExceptionally(new IllegalStateException("no right to ask"));
        assertThatCode(disk::requireRoom).doesNotThrowAnyException();
    }

    @Test
    void shouldNotQueryDiskSpaceWithoutALimit() {
        assertThatCode(disk(0)::requireRoom).doesNotThrowAnyException();
        assertThat(asked).isZero();
    }

    private DiskSpace disk(long min) {
        return new DiskSpace(
                min,
                () -> {
                    asked++;
                    return answer;
                },
                () -> now);
    }
}
