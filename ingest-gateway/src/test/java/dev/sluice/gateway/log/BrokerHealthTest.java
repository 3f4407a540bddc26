package dev.sluice.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class BrokerHealthTest {
    private final AtomicInteger questions = new AtomicInteger();

    private boolean claimsRead = true;

    @Test
    void shouldBeUpWhenTheBrokerAnswers() {
        assertThat(health(CompletableFuture.completedFuture("abc")).health().getStatus())
                .isEqualTo(Status.UP);
    }

    @Test
    void shouldBeDownWithItsCause() {
        var health = health(CompletableFuture.failedFuture(new TimeoutException("no broker")))
                .health();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .hasEntrySatisfying("error", e -> assertThat(e).asString().contains("no broker"));
    }

    @Test
    void shouldBeDownWhileClaimsAreNotRead() {
        BrokerHealth health = health(CompletableFuture.completedFuture("abc"));
        claimsRead = false;

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails())
                .hasEntrySatisfying("error", e -> assertThat(e).asString().contains("claims"));
        assertThat(health.isUp()).as("the brokers").isTrue();
    }

    @Test
    void shouldSendOneRequestWhileNoResponseArrives() {
        BrokerHealth health = health(new CompletableFuture<>());

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(questions).hasValue(1);
    }

    @Test
    void shouldSendANewRequestAfterAResponse() {
        BrokerHealth health = health(CompletableFuture.completedFuture("abc"));

        health.health();
        health.health();
        assertThat(questions).hasValue(2);
    }

    private BrokerHealth health(Future<String> answer) {
        return new BrokerHealth(
                () -> {
                    questions.incrementAndGet();
                    return answer;
                },
                () -> claimsRead,
                Duration.ofMillis(1));
    }
}
