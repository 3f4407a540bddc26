package dev.sluice.benchmarks.pipeline.report;

import dev.sluice.cli.generator.FileRecipe;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;

/** The results of a run, with its environment. Written only if every result was exact. */
public record Report(Setting setting, List<Figure> figures, List<Unmeasured> unmeasured) {
    public Report {
        figures = List.copyOf(figures);
        unmeasured = List.copyOf(unmeasured);
    }

    /**
     * A figure that this run doesn't measure.
     *
     * @param name for programs
     * @param what for humans
     * @param reason what would measure it
     */
    public record Unmeasured(String name, String what, String reason) {}

    /** The environment, without which figures can't be compared. */
    public record Setting(
            Instant time,
            long rows,
            int sensors,
            double invalidShare,
            long seed,
            int processors,
            String java,
            String system,
            long maxHeapBytes,
            List<String> jvmOptions) {
        public static Setting of(FileRecipe readings, Instant time) {
            return new Setting(
                    time,
                    readings.rows(),
                    readings.series(),
                    readings.invalidShare(),
                    readings.seed(),
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version().toString(),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    Runtime.getRuntime().maxMemory(),
                    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                            .filter(option -> option.startsWith("-X"))
                            .toList());
        }
    }
}
