package dev.sluice.benchmarks.pipeline;

import java.util.List;

/**
 * How much a run does.
 *
 * @param readings the file that is sent again and again, each time with another seed
 * @param coldRows of the first file of the process
 * @param warmUps how often log and Sluice are run before it counts
 * @param rounds how often it counts, log and Sluice by turns
 * @param stageRounds how often the services are run alone
 * @param latencyFiles how many small files are timed one by one
 * @param latencyRows of each of these
 * @param bursts many small files at once
 * @param manySensors a file in which hardly a row shares its sensor with another
 */
record Plan(
        Readings readings,
        long coldRows,
        int warmUps,
        int rounds,
        int stageRounds,
        int latencyFiles,
        int latencyRows,
        List<Burst> bursts,
        Readings manySensors) {
    private static final long QUICK_ROWS = 1_000_000;
    private static final List<Burst> BURSTS = List.of(new Burst(500, 50, 50, 500), new Burst(100, 1_000, 20, 300));

    /** All that the figures to reach speak of. */
    static Plan full(Readings readings) {
        return new Plan(
                readings,
                Math.min(2_000_000, readings.rows()),
                2,
                5,
                3,
                200,
                1_000,
                BURSTS,
                manySensors(readings, 1_000_000));
    }

    /** The same with fewer rows and rounds: under three minutes on two cores. */
    static Plan quick(Readings readings) {
        long rows = Math.min(QUICK_ROWS, readings.rows());
        Readings fewer = new Readings(readings.seed(), rows, readings.sensors(), readings.invalidShare());
        return new Plan(fewer, rows, 1, 3, 1, 100, 1_000, BURSTS, manySensors(fewer, 200_000));
    }

    private static Readings manySensors(Readings readings, int sensors) {
        return new Readings(readings.seed() - 1, 2L * sensors, sensors, 0);
    }

    /** Another file like the plan's. */
    Readings file(int number, long rows) {
        return new Readings(readings.seed() + number, rows, readings.sensors(), readings.invalidShare());
    }
}
