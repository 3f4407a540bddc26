package dev.sluice.chaos.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The threads of the rig. If one fails, the run is invalid, and {@link #check} throws. */
public final class Workers implements AutoCloseable {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    public void start(String name, Task task) {
        Thread thread = new Thread(() -> repeat(task), name);
        threads.add(thread);
        thread.start();
    }

    /**
     * Checks that all are at work.
     *
     * @throws IllegalStateException if one of them failed
     */
    public void check() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("the rig itself failed", cause);
        }
    }

    /** Lets each thread finish its round, and returns when all have. */
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
                    // An interrupt of this thread is meant for the others, too.
                    threads.forEach(Thread::interrupt);
                }
            }
        }
    }

    private void repeat(Task task) {
        try {
            while (!stopping) {
                task.round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } finally {
            task.end();
        }
    }
}
