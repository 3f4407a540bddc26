package dev.sluice.benchmarks.pipeline;

import dev.sluice.cli.generator.FileRecipe;
import java.util.List;

/**
 * The extent of a run.
 *
 * @param readings the file that is sent repeatedly, each time with another seed
 * @param freshRuns the number of processes started for their first file
 * @param coldRows of that file
 * @param warmUps the number of warm-up rounds of log and Sluice
 * @param rounds the number of measured rounds, log and Sluice alternately
 * @param stageRounds the number of rounds of the separate services
 * @param latencyFiles the number of small files timed one by one
 * @param latencyRows of each of these
 * @param bursts many small files at once
 * @param manySensors a file in which hardly any two rows share a sensor
 * @param growth row counts of files whose rates are compared, the smallest first; may be empty
 * @param memory sizes of files whose memory is compared, the smallest first; may be empty
 */
record Plan(
        FileRecipe readings,
        int freshRuns,
        long coldRows,
        int warmUps,
        int rounds,
        int stageRounds,
        int latencyFiles,
        int latencyRows,
        List<Burst> bursts,
        FileRecipe manySensors,
        List<Long> growth,
        List<Long> memory) {
    private static final long QUICK_ROWS = 1_000_000;
    private static final long STAGE_ROWS = 5_000_000;
    /** Fewer would be one or two chunks, too short to measure. */
    private static final long LEAST_STAGE_ROWS = 50_000;

    private static final List<Burst> BURSTS = List.of(new Burst(500, 50, 50, 500), new Burst(100, 1_000, 20, 300));
    private static final List<Long> GROWTH = List.of(1_000_000L, 20_000_000L);
    private static final List<Long> GIGABYTES = List.of(1L << 30, 4L << 30);

    Plan {
        bursts = List.copyOf(bursts);
        growth = List.copyOf(growth);
        memory = List.copyOf(memory);
    }

    /** All figures with targets but memory by size, which alone takes as long as the rest. */
    static Plan full(FileRecipe readings) {
        return new Plan(
                readings,
                3,
                Math.min(2_000_000, readings.rows()),
                2,
                5,
                3,
                200,
                1_000,
                BURSTS,
                manySensors(readings, 1_000_000),
                GROWTH,
                List.of());
    }

    /** The same with fewer rows and rounds: under three minutes on two cores. */
    static Plan quick(FileRecipe readings) {
        long rows = Math.min(QUICK_ROWS, readings.rows());
        FileRecipe fewer = new FileRecipe(readings.seed(), rows, readings.series(), readings.invalidShare());
        return new Plan(fewer, 1, rows, 1, 3, 3, 100, 1_000, BURSTS, manySensors(fewer, 200_000), List.of(), List.of());
    }

    /** The same, and the memory for files of 1 GiB and 4 GiB. */
    Plan withMemory() {
        return new Plan(
                readings,
                freshRuns,
                coldRows,
                warmUps,
                rounds,
                stageRounds,
                latencyFiles,
                latencyRows,
                bursts,
                manySensors,
                growth,
                GIGABYTES);
    }

    /** The file for the separate services: long enough to measure, and small enough for memory. */
    long stageRows() {
        return Math.max(LEAST_STAGE_ROWS, Math.min(STAGE_ROWS, readings.rows()));
    }

    private static FileRecipe manySensors(FileRecipe readings, int sensors) {
        return new FileRecipe(readings.seed() - 1, 2L * sensors, sensors, 0);
    }

    /** Another file like the plan's. */
    FileRecipe file(int number, long rows) {
        return new FileRecipe(readings.seed() + number, rows, readings.series(), readings.invalidShare());
    }
}
