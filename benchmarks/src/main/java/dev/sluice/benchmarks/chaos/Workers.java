package dev.sluice.benchmarks.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads of the rig. If one fails, the run is worth nothing, and whoever asks is told. */
final class Workers implements AutoCloseable {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    void start(String name, Work work) {
        Thread thread = new Thread(() -> repeat(work), name);
        threads.add(thread);
        thread.start();
    }

    /** @throws IllegalStateException if one of them failed */
    void check() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("the rig itself failed", cause);
        }
    }

    /** Lets each end its round, and returns when all have. */
    @Override
    public void close() {
        stopping = true;
        for (Thread thread : threads) {
            boolean ended = false;
            while (!ended) {
                try {
                    thread.join();
                    ended = true;
                } catch (InterruptedException e) {
                    // Whoever wants this thread to end wants the others to end, too.
                    threads.forEach(Thread::interrupt);
                }
            }
        }
    }

    private void repeat(Work work) {
        try {
            while (!stopping) {
                work.round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } finally {
            work.end();
        }
    }
}
