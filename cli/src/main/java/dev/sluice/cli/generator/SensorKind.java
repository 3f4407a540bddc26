package dev.sluice.cli.generator;

/** The quantity that a sensor measures, with the centre and range of its readings, in hundredths. */
public enum SensorKind {
    TEMPERATURE(800, 2_500),
    HUMIDITY(5_500, 4_000),
    PRESSURE(101_325, 3_000),
    POWER(150_000, 140_000);

    private static final SensorKind[] ALL = values();

    private final int middle;
    private final int spread;

    SensorKind(int middle, int spread) {
        this.middle = middle;
        this.spread = spread;
    }

    /** The kind of the sensor with this number. */
    public static SensorKind of(int sensor) {
        return ALL[sensor % ALL.length];
    }

    /** The centre of its values. */
    public int middle() {
        return middle;
    }

    /** The maximum distance from the centre. */
    public int spread() {
        return spread;
    }
}
