package dev.sluice.aggregator.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedRequestsTest {
    private final List<CompletableFuture<Integer>> asked = new ArrayList<>();
    private final SharedRequests<String, Integer> questions = new SharedRequests<>(key -> {
        CompletableFuture<Integer> question = new CompletableFuture<>();
        asked.add(question);
        return question;
    });

    @Test
    void shouldAnswerOnlyFromARequestSentAfterTheQuestionArrived() {
        CompletableFuture<Integer> first = questions.ask("a");
        CompletableFuture<Integer> second = questions.ask("a");
        CompletableFuture<Integer> third = questions.ask("a");
        assertThat(asked).hasSize(1);

        asked.get(0).complete(1);
        assertThat(first).isCompletedWithValue(1);
        assertThat(second).as("asked for before the question came").isNotDone();
        assertThat(asked).hasSize(2);

        CompletableFuture<Integer> fourth = questions.ask("a");
        asked.get(1).complete(2);
        assertThat(second).isCompletedWithValue(2);
        assertThat(third).isCompletedWithValue(2);
        assertThat(fourth).isNotDone();

        asked.get(2).complete(3);
        assertThat(fourth).isCompletedWithValue(3);
        assertThat(asked).hasSize(3);
        var unused = questions.ask("a");
        assertThat(asked).as("nothing is under way any more").hasSize(4);
    }

    @Test
    void shouldNotShareRequestsBetweenDifferentKeys() {
        var open = questions.ask("a");
        CompletableFuture<Integer> other = questions.ask("b");
        asked.get(1).complete(2);

        assertThat(other).isCompletedWithValue(2);
        assertThat(open).isNotDone();
    }

    @Test
    void shouldSendANewRequestAfterAFailure() {
        CompletableFuture<Integer> first = questions.ask("a");
        CompletableFuture<Integer> second = questions.ask("a");
        asked.get(0).completeExceptionally(new IllegalStateException("away"));
        assertThat(first).isCompletedExceptionally();

        asked.get(1).complete(2);
        assertThat(second).isCompletedWithValue(2);
    }
}
