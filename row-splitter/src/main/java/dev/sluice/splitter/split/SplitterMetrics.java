package dev.sluice.splitter.split;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The splitter's meters, {@code sluice.splitter.*}. For each record of {@code raw-chunks} exactly one of {@link
 * #chunkSplit}, {@link #chunkFaulty}, {@link #chunkRepeated}, {@link #deadLetter} and {@link #quarantined} is called.
 * The calls are not transactional: work that is repeated after a failure is counted again. Suitable for rates and
 * alarms, not for reconciliation.
 */
public class SplitterMetrics {
    private final Counter validRows;
    private final Counter invalidRows;
    private final Counter split;
    private final Counter faulty;
    private final Counter repeated;
    private final Counter deadLetters;
    private final Counter quarantined;

    public SplitterMetrics(MeterRegistry registry) {
        validRows = rows("valid", registry);
        invalidRows = rows("invalid", registry);
        split = chunks("split", registry);
        faulty = chunks("faulty", registry);
        repeated = chunks("repeated", registry);
        deadLetters = Counter.builder("sluice.splitter.dead.letters")
                .description("Records of raw-chunks that belong to no file or can't be processed")
                .register(registry);
        quarantined = Counter.builder("sluice.splitter.quarantined")
                .description(
                        "Records of raw-chunks that were quarantined: the splitter failed when it processed each of them alone")
                .register(registry);
    }

    /** A record was split into rows. */
    public void chunkSplit(long valid, long invalid) {
        split.increment();
        validRows.increment((double) valid);
        invalidRows.increment((double) invalid);
    }

    /** A record could not be read as rows, and failed its file. */
    public void chunkFaulty() {
        faulty.increment();
    }

    /** A duplicate record was dropped. */
    public void chunkRepeated() {
        repeated.increment();
    }

    /** A record was quarantined because the splitter failed when it processed the record alone. */
    public void quarantined() {
        quarantined.increment();
    }

    /** A record belongs to no file, or could not be processed. */
    public void deadLetter() {
        deadLetters.increment();
    }

    private static Counter rows(String outcome, MeterRegistry registry) {
        return Counter.builder("sluice.splitter.rows")
                .description("Rows by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Counter chunks(String outcome, MeterRegistry registry) {
        return Counter.builder("sluice.splitter.chunks")
                .description("Records of raw-chunks by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }
}
