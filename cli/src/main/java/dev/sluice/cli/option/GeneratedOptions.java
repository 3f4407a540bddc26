package dev.sluice.cli.option;

import dev.sluice.cli.generator.GeneratedDataset;
import picocli.CommandLine.Option;

/** What generated files are like, however large they are. */
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
            description = "How many of a hundred rows are to be wrong, such as 2 or 0.5. Default: ${DEFAULT-VALUE}.")
    private double invalidShare;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Of all that varies. Default: ${DEFAULT-VALUE}.")
    private long seed;

    public GeneratedDataset dataset() {
        return dataset;
    }

    /** Of the rows, from 0 to 1. */
    public double invalidShare() {
        return invalidShare;
    }

    public long seed() {
        return seed;
    }
}
