package dev.sluice.fuzz;

import com.sun.management.ThreadMXBean;
import dev.sluice.fuzz.input.Poison;
import dev.sluice.fuzz.stage.Finding;
import dev.sluice.fuzz.stage.FuzzedStage;
import dev.sluice.fuzz.stage.Work;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a stage. After {@value #LIFE} inputs it creates a new stage, so that an input depends only on those before it
 * in the same life, memory use doesn't depend on the length of the run, and lives can run in parallel.
 */
final class Fuzzer {
    /** The number of inputs for one stage. */
    static final int LIFE = 20_000;
    /** The interval of valid inputs. */
    private static final int BETWEEN_GOOD = 200;

    private static final int LARGE_BYTES = 50_000;

    private final Supplier<FuzzedStage> stages;
    private final long seed;
    private final QuietLog log;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** @param log of the stages */
    Fuzzer(Supplier<FuzzedStage> stages, long seed, QuietLog log) {
        this.stages = stages;
        this.seed = seed;
        this.log = log;
    }

    /**
     * A violation.
     *
     * @param input the number of the input
     * @param firstOfLife the number of the first input of its stage
     * @param why the exception of the stage, or the violated guarantee
     */
    record Broken(long input, long firstOfLife, Throwable why) {}

    /**
     * The result of a run, or of a part of it.
     *
     * @param nanos the CPU time
     */
    record Outcome(
            long inputs,
            long bytesIn,
            long bytesOut,
            long records,
            long nanos,
            @Nullable Broken broken) {
        static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0, null);

        /** Both together, with the first violation. */
        Outcome plus(Outcome other) {
            Broken first = broken == null || (other.broken != null && other.broken.input() < broken.input())
                    ? other.broken
                    : broken;
            return new Outcome(
                    inputs + other.inputs,
                    bytesIn + other.bytesIn,
                    bytesOut + other.bytesOut,
                    records + other.records,
                    nanos + other.nanos,
                    first);
        }
    }

    /** Feeds inputs until one violates a guarantee; lives in progress are completed. */
    Outcome run(long first, long count, Executor executor) {
        AtomicBoolean broken = new AtomicBoolean();
        List<CompletableFuture<Outcome>> lives = new ArrayList<>();
        long next = first;
        while (next < first + count) {
            long begin = next;
            long end = Math.min(first + count, (begin / LIFE + 1) * LIFE);
            lives.add(CompletableFuture.supplyAsync(() -> broken.get() ? Outcome.NOTHING : live(begin, end), executor)
                    .whenComplete((outcome, failure) -> {
                        if (failure != null || outcome.broken() != null) {
                            broken.set(true);
                        }
                    }));
            next = end;
        }
        return lives.stream().map(CompletableFuture::join).reduce(Outcome.NOTHING, Outcome::plus);
    }

    private Outcome live(long first, long end) {
        long bytesIn = 0;
        long bytesOut = 0;
        long records = 0;
        long input = first;
        long begun = threads.getCurrentThreadCpuTime();
        log.takeFailure();
        long good = 0;
        try (FuzzedStage stage = stages.get()) {
            // What is allocated at first use isn't attributed to an input.
            stage.takeGood(good++);
            for (; input < end; input++) {
                Work work = feed(stage, input);
                bytesIn += work.bytesIn();
                bytesOut += work.bytesOut();
                records += work.records();
                if (input % BETWEEN_GOOD == 0 || work.bytesIn() > LARGE_BYTES) {
                    stage.takeGood(good++);
                }
            }
            return new Outcome(end - first, bytesIn, bytesOut, records, since(begun), null);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Broken broken = new Broken(input, first, e);
            return new Outcome(input - first, bytesIn, bytesOut, records, since(begun), broken);
        }
    }

    private long since(long begun) {
        return threads.getCurrentThreadCpuTime() - begun;
    }

    private Work feed(FuzzedStage stage, long input) {
        long before = threads.getCurrentThreadAllocatedBytes();
        Work work = stage.take(Poison.of(seed, input));
        work.requireLinear(threads.getCurrentThreadAllocatedBytes() - before);
        Throwable failure = log.takeFailure();
        if (failure != null) {
            throw new Finding("expected no failure that only a guard has caught, found " + failure, failure);
        }
        return work;
    }
}
