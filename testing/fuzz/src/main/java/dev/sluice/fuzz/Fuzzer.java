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
 * Feeds a stage. Every {@value #LIFE} inputs it begins with a new one, so that an input never depends on more than those before it
 * in the same life, a run of any length needs the same memory, and lives can go side by side.
 */
final class Fuzzer {
    /** How many inputs one stage takes. */
    static final int LIFE = 20_000;
    /** After so many inputs comes one that is in order. */
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
     * What broke.
     *
     * @param input the number of the input
     * @param firstOfLife the number of the first input that its stage had taken
     * @param why what left the stage, or the promise that was broken
     */
    record Broken(long input, long firstOfLife, Throwable why) {}

    /**
     * What a run did, or a part of it.
     *
     * @param nanos which it took of processors, however busy the machine is with other things
     */
    record Outcome(
            long inputs,
            long bytesIn,
            long bytesOut,
            long records,
            long nanos,
            @Nullable Broken broken) {
        static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0, null);

        /** Both together, with the first of what broke. */
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

    /** Feeds inputs until one breaks a promise; lives that have begun by then go on to their ends. */
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
            // What is made at the first use only isn't an input's.
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
