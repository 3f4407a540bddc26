package dev.sluice.cli.option;

import dev.sluice.cli.generator.GeneratedDataset;
import picocli.CommandLine.Option;

/** The options of generated files, independent of their size. */
public final class GeneratedOptions {
    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = "sensor-readings",
            converter = DatasetArgument.class,
            description = "sensor-readings, song-plays or measurements. Default: ${DEFAULT-VALUE}.")
    private GeneratedDataset dataset = GeneratedDataset.SENSOR_READINGS;

    @Option(
            names = "--invalid",
            paramLabel = "PERCENT",
            defaultValue = "1",
            converter = PercentArgument.class,
            description = "The percentage of invalid rows, such as 2 or 0.5. Default: ${DEFAULT-VALUE}.")
    private double invalidShare;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "The seed of the random generator. Default: ${DEFAULT-VALUE}.")
    private long seed;

    public GeneratedDataset dataset() {
        return dataset;
    }

    /** The share of rows, from 0 to 1. */
    public double invalidShare() {
        return invalidShare;
    }

    public long seed() {
        return seed;
    }
}
