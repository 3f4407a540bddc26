package dev.sluice.aggregator.combine;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.context.SmartLifecycle;

/** The combining threads of this instance, from the start of its context to its stop. */
public final class Combiners implements SmartLifecycle {
    private final List<CombinerThread> threads;
    private volatile boolean running;

    /**
     * @param combiners makes a combiner for the thread of that number
     * @param onFatal is told of what will not pass
     */
    public Combiners(int threads, IntFunction<Combiner> combiners, Consumer<Throwable> onFatal) {
        this.threads = IntStream.range(0, threads)
                .mapToObj(n -> new CombinerThread("combiner-" + n, () -> combiners.apply(n), onFatal))
                .toList();
    }

    /** Whether all of them are combining. */
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

    /** With the Streams application: before the web server starts, and after it stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
