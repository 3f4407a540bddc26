package dev.sluice.results.routing;

import dev.sluice.schemas.ownership.Ownership;
import dev.sluice.schemas.query.Answer;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An instance of the aggregator, or a URL where one may be, with its latest view of ownership. */
final class AggregatorInstance {
    private final URI url;
    private final AggregatorClient client;
    private @Nullable CompletableFuture<Void> asked;
    private volatile CompletableFuture<String> lost = new CompletableFuture<>();
    private volatile @Nullable Ownership ownership;
    private volatile String trouble;

    /** @param url the URL at which it is reached, which may differ from its advertised one */
    AggregatorInstance(URI url, AggregatorClient client) {
        this.url = url;
        this.client = client;
        this.trouble = "the aggregator at " + url + " was not heard yet";
    }

    URI url() {
        return url;
    }

    /** Completes, with the reason, when the instance stops answering: waiting for it is useless then. */
    CompletableFuture<String> lost() {
        return lost;
    }

    /** Its latest view of ownership; nothing unless its last answer was successful. */
    Optional<Ownership> ownership() {
        return Optional.ofNullable(ownership);
    }

    /** The reason why there is no view. */
    String trouble() {
        return trouble;
    }

    /**
     * Requests its view of ownership, unless a request is in flight.
     *
     * @param onHeard runs after every answer and every failure
     */
    synchronized CompletableFuture<Void> refresh(Runnable onHeard) {
        if (asked == null || asked.isDone()) {
            asked = client.ownership(url)
                    .exceptionally(failure -> new Reply.Unreachable<>(url + " answers strangely: " + failure))
                    .thenAccept(reply -> {
                        heard(reply);
                        onHeard.run();
                    });
        }
        return asked;
    }

    private void heard(Reply<Ownership> reply) {
        if (reply instanceof Reply.Answered<Ownership> answered
                && answered.answer() instanceof Answer.Found<Ownership> found) {
            ownership = found.value();
            if (lost.isDone()) {
                lost = new CompletableFuture<>();
            }
            return;
        }
        ownership = null;
        trouble = reply instanceof Reply.Unreachable<Ownership> unreachable
                ? unreachable.reason()
                : "the aggregator at " + url + " does not say who owns what";
        lost.complete("does not say any more who owns what: " + trouble);
    }
}
