package dev.sluice.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The statistics of a file, computed by one thread in decimals of fifty digits, with nothing of Sluice's own
 * arithmetic.
 */
public final class Reference {
    private static final MathContext DIGITS = new MathContext(50);
    private static final double RELATIVE = 1e-12;

    private final Map<String, List<Double>> values = new TreeMap<>();

    public void add(String sensor, double value) {
        values.computeIfAbsent(sensor, s -> new ArrayList<>()).add(value);
    }

    /** Compares {@code aggregated_data}: the same sensors, counts and extremes exact, the rest within 1e-12. */
    public void assertEquals(JsonNode aggregated) {
        assertThat(aggregated.propertyNames()).containsExactlyInAnyOrderElementsOf(values.keySet());
        values.forEach((sensor, of) -> assertSensor(aggregated.path(sensor), sensor, of));
    }

    private static void assertSensor(JsonNode found, String sensor, List<Double> of) {
        BigDecimal count = BigDecimal.valueOf(of.size());
        BigDecimal sum = of.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(count, DIGITS);
        BigDecimal squares = of.stream()
                .map(value -> new BigDecimal(value).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(found.path("count").asLong()).as(sensor + " count").isEqualTo(of.size());
        assertThat(found.path("min").asDouble()).as(sensor + " min").isEqualTo(Collections.min(of));
        assertThat(found.path("max").asDouble()).as(sensor + " max").isEqualTo(Collections.max(of));
        assertClose(found, sensor, "sum", sum);
        assertClose(found, sensor, "avg", mean);
        assertClose(found, sensor, "std_dev", squares.divide(count, DIGITS).sqrt(DIGITS));
    }

    private static void assertClose(JsonNode found, String sensor, String figure, BigDecimal expected) {
        double exact = expected.doubleValue();
        assertThat(found.path(figure).asDouble())
                .as(sensor + " " + figure)
                .isCloseTo(exact, within(Math.abs(exact) * RELATIVE));
    }
}
