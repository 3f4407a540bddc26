package dev.sluice.aggregator.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent requests for the same key share one call. The call always starts after the request arrived, and one
 * call is in flight at a time.
 */
final class SharedRequests<K, V> {
    private final Function<K, CompletionStage<V>> ask;
    private final Map<K, Turn<V>> turns = new HashMap<>();

    /** The next call, if it is requested while another one is in flight. */
    private static final class Turn<V> {
        private @Nullable CompletableFuture<V> next;
    }

    SharedRequests(Function<K, CompletionStage<V>> ask) {
        this.ask = ask;
    }

    CompletableFuture<V> ask(K key) {
        CompletableFuture<V> answer;
        synchronized (this) {
            Turn<V> turn = turns.get(key);
            if (turn != null) {
                answer = turn.next == null ? new CompletableFuture<>() : turn.next;
                turn.next = answer;
                return answer;
            }
            turns.put(key, new Turn<>());
            answer = new CompletableFuture<>();
        }
        start(key, answer);
        return answer;
    }

    private void start(K key, CompletableFuture<V> answer) {
        CompletionStage<V> asked;
        try {
            asked = ask.apply(key);
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        var unused = asked.whenComplete((value, failure) -> {
            CompletableFuture<V> next = next(key);
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
            if (next != null) {
                start(key, next);
            }
        });
    }

    private synchronized @Nullable CompletableFuture<V> next(K key) {
        Turn<V> turn = turns.get(key);
        CompletableFuture<V> next = turn == null ? null : turn.next;
        if (turn == null || next == null) {
            turns.remove(key);
        } else {
            turn.next = null;
        }
        return next;
    }
}
