package dev.sluice.benchmarks.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a stage. Every {@value #LIFE} inputs it begins with a new one, so that an input never depends on more than those before it
 * in the same life, and a run of any length needs the same memory.
 */
final class Fuzzer {
    /** How many inputs one stage takes. */
    static final int LIFE = 20_000;
    /** After so many inputs comes one that is in order. */
    private static final int BETWEEN_GOOD = 50;

    private final Supplier<FuzzedStage> stages;
    private final long seed;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    Fuzzer(Supplier<FuzzedStage> stages, long seed) {
        this.stages = stages;
        this.seed = seed;
    }

    /**
     * What broke.
     *
     * @param input the number of the input
     * @param firstOfLife the number of the first input that its stage had taken
     * @param why what left the stage, or the promise that was broken
     */
    record Broken(long input, long firstOfLife, Throwable why) {}

    /** What a run did. */
    record Outcome(
            long inputs,
            long bytesIn,
            long bytesOut,
            long records,
            @Nullable Broken broken) {}

    /** Feeds inputs until one breaks a promise. */
    Outcome run(long first, long count) {
        long bytesIn = 0;
        long bytesOut = 0;
        long records = 0;
        long input = first;
        while (input < first + count) {
            long firstOfLife = input;
            long end = Math.min(first + count, (input / LIFE + 1) * LIFE);
            try (FuzzedStage stage = stages.get()) {
                for (; input < end; input++) {
                    Work work = feed(stage, input);
                    bytesIn += work.bytesIn();
                    bytesOut += work.bytesOut();
                    records += work.records();
                    if (input % BETWEEN_GOOD == 0 || work.bytesIn() > 50_000) {
                        stage.takeGood(input);
                    }
                }
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                return new Outcome(input - first, bytesIn, bytesOut, records, new Broken(input, firstOfLife, e));
            }
        }
        return new Outcome(count, bytesIn, bytesOut, records, null);
    }

    private Work feed(FuzzedStage stage, long input) {
        long before = threads.getCurrentThreadAllocatedBytes();
        Work work = stage.take(Poison.of(seed, input));
        work.requireLinear(threads.getCurrentThreadAllocatedBytes() - before);
        return work;
    }
}
