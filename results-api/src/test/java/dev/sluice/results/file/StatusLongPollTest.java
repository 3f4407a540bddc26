package dev.sluice.results.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.FileSummaries;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StatusLongPollTest {
    private static final Answer<FileSummary> UNDER_WAY = found(FileStatus.PROCESSING);
    private static final Answer<FileSummary> ENDED = found(FileStatus.PROCESSED);
    private static final Duration LONG = Duration.ofDays(1);

    private final StatusLongPoll wait = new StatusLongPoll(1);

    @Test
    void shouldHoldTheAnswerBackUntilTheEnd() {
        assertThat(wait.until(LONG, inTurn(List.of(UNDER_WAY, UNDER_WAY, ENDED))))
                .isSameAs(ENDED);
    }

    @Test
    void shouldAnswerImmediatelyWithoutATimeout() {
        assertThat(wait.until(Duration.ZERO, inTurn(List.of(UNDER_WAY, ENDED)))).isSameAs(UNDER_WAY);
    }

    @Test
    void shouldAnswerWithTheCurrentStatusAfterTheTimeout() {
        assertThat(wait.until(Duration.ofNanos(1), inTurn(List.of(UNDER_WAY, UNDER_WAY, ENDED))))
                .isSameAs(UNDER_WAY);
    }

    @Test
    void shouldNotWaitForAMissingOrUnavailableFile() {
        Answer<FileSummary> missing = new Answer.Missing<>();
        Answer<FileSummary> unavailable = new Answer.Unavailable<>("restoring", Duration.ofSeconds(1));

        assertThat(wait.until(LONG, inTurn(List.of(missing, ENDED)))).isSameAs(missing);
        assertThat(wait.until(LONG, inTurn(List.of(UNDER_WAY, unavailable, ENDED))))
                .isSameAs(unavailable);
    }

    @Test
    void shouldAnswerImmediatelyAtTheLimitAndReleasePermits() {
        Supplier<Answer<FileSummary>> asksMeanwhile = new Supplier<>() {
            private final Supplier<Answer<FileSummary>> answers = inTurn(List.of(UNDER_WAY, ENDED));
            private int asked;

            @Override
            public Answer<FileSummary> get() {
                if (asked++ == 1) {
                    assertThat(wait.until(LONG, inTurn(List.of(UNDER_WAY, ENDED))))
                            .isSameAs(UNDER_WAY);
                }
                return answers.get();
            }
        };

        assertThat(wait.until(LONG, asksMeanwhile)).isSameAs(ENDED);
        assertThat(wait.until(LONG, inTurn(List.of(UNDER_WAY, ENDED)))).isSameAs(ENDED);
    }

    private static Supplier<Answer<FileSummary>> inTurn(List<Answer<FileSummary>> answers) {
        return new ArrayDeque<>(answers)::removeFirst;
    }

    private static Answer<FileSummary> found(FileStatus status) {
        return new Answer.Found<>(FileSummaries.file("f", status));
    }
}
