package dev.sluice.benchmarks.pipeline;

import java.time.Instant;
import java.util.List;

/** What a run found, and on what. Written only if every result was exact. */
record Report(Setting setting, List<Figure> figures) {
    Report {
        figures = List.copyOf(figures);
    }

    /** What figures can't be compared without. */
    record Setting(
            Instant time,
            long rows,
            int sensors,
            double invalidShare,
            long seed,
            int processors,
            String java,
            String system,
            long maxHeapBytes) {
        static Setting of(Readings readings, Instant time) {
            return new Setting(
                    time,
                    readings.rows(),
                    readings.sensors(),
                    readings.invalidShare(),
                    readings.seed(),
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version().toString(),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    Runtime.getRuntime().maxMemory());
        }
    }
}
