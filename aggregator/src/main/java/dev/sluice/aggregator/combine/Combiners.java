package dev.sluice.aggregator.combine;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.context.SmartLifecycle;

/** The combining threads of this instance, started and stopped with its context. */
public final class Combiners implements SmartLifecycle {
    private final List<CombinerThread> threads;
    private volatile boolean running;

    /**
     * @param combiners creates a combiner for the thread with that number
     * @param onFatal receives unrecoverable failures
     */
    public Combiners(int threads, IntFunction<Combiner> combiners, Consumer<Throwable> onFatal) {
        this.threads = IntStream.range(0, threads)
                .mapToObj(n -> new CombinerThread("combiner-" + n, () -> combiners.apply(n), onFatal))
                .toList();
    }

    /** Whether all threads are combining. */
    public boolean areWorking() {
        return threads.stream().allMatch(CombinerThread::isWorking);
    }

    @Override
    public void start() {
        running = true;
        threads.forEach(CombinerThread::start);
    }

    @Override
    public void stop() {
        threads.forEach(CombinerThread::stop);
        try {
            for (CombinerThread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Like the Streams application: starts before the web server, and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
