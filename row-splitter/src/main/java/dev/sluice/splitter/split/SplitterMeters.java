package dev.sluice.splitter.split;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Registers the splitter's metrics as Micrometer meters. */
public final class SplitterMeters implements SplitterMetrics {
    private final Counter validRows;
    private final Counter invalidRows;
    private final Counter split;
    private final Counter faulty;
    private final Counter repeated;
    private final Counter deadLetters;
    private final Counter quarantined;

    public SplitterMeters(MeterRegistry registry) {
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

    @Override
    public void chunkSplit(long valid, long invalid) {
        split.increment();
        validRows.increment((double) valid);
        invalidRows.increment((double) invalid);
    }

    @Override
    public void chunkFaulty() {
        faulty.increment();
    }

    @Override
    public void chunkRepeated() {
        repeated.increment();
    }

    @Override
    public void quarantined() {
        quarantined.increment();
    }

    @Override
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
