package dev.sluice.objects.export;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The metrics of exports. */
public final class ExportMetrics {
    private final Timer exported;
    private final Counter failed;

    public ExportMetrics(MeterRegistry registry) {
        exported = Timer.builder("sluice.objects.exports")
                .description("Files whose objects are complete, with the time that the export took")
                .register(registry);
        failed = Counter.builder("sluice.objects.export.failures")
                .description("Files that can't be exported; the log has the reasons")
                .register(registry);
    }

    void exported(long nanos) {
        exported.record(nanos, TimeUnit.NANOSECONDS);
    }

    void failed() {
        failed.increment();
    }
}
