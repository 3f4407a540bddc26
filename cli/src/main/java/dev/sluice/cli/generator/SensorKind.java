package dev.sluice.cli.generator;

/** What a sensor measures, and so around which value its readings lie and how far from it. In hundredths. */
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

    /** What the sensor of that number measures. */
    public static SensorKind of(int sensor) {
        return ALL[sensor % ALL.length];
    }

    /** Around which its values lie. */
    public int middle() {
        return middle;
    }

    /** How far from the middle they may lie. */
    public int spread() {
        return spread;
    }
}
