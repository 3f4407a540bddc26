package dev.sluice.results.event;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Polls a state as long as there are listeners, and notifies all of them. */
final class PolledFeed {
    private final Supplier<LiveEvent> question;
    private final long pauseNanos;
    private final Set<Consumer<LiveEvent>> listeners = new HashSet<>();
    private @Nullable LiveEvent last;
    private boolean asking;
    private long dueNanos = System.nanoTime();

    /** @param pauseNanos the pause between an answer and the next query */
    PolledFeed(Supplier<LiveEvent> question, long pauseNanos) {
        this.question = question;
        this.pauseNanos = pauseNanos;
    }

    /** A new listener gets the last state immediately, unless it is outdated. */
    synchronized void add(Consumer<LiveEvent> listener) {
        if (listeners.isEmpty()) {
            last = null;
        }
        listeners.add(listener);
        if (last != null) {
            listener.accept(last);
        }
    }

    synchronized void remove(Consumer<LiveEvent> listener) {
        listeners.remove(listener);
    }

    /** Whether there are listeners. */
    synchronized boolean isWanted() {
        return !listeners.isEmpty();
    }

    /** Whether to {@link #ask} now; if true, the caller must do it. */
    synchronized boolean isDue() {
        if (listeners.isEmpty() || asking || System.nanoTime() - dueNanos < 0) {
            return false;
        }
        asking = true;
        return true;
    }

    /** Queries the state, and notifies the listeners. */
    void ask() {
        try {
            LiveEvent now = question.get();
            update(now).forEach(listener -> listener.accept(now));
        } finally {
            answered();
        }
    }

    private synchronized List<Consumer<LiveEvent>> update(LiveEvent now) {
        last = now;
        return List.copyOf(listeners);
    }

    private synchronized void answered() {
        asking = false;
        dueNanos = System.nanoTime() + pauseNanos;
    }
}
