package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 5",
        "+5, 5",
        "-5, -5",
        "-0, -0.0",
        ".5, 0.5",
        "5., 5",
        "-.5, -0.5",
        "007.50, 7.5",
        "1e3, 1000",
        "1E3, 1000",
        "1e+3, 1000",
        "1e-3, 0.001",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "4.9e-324, 4.9e-324",
        "1e-999, 0",
        "0e999, 0",
        "0.1000000000000000055511151231257827, 0.1",
        "123456789012345678901234567890, 1.2345678901234568e29",
    })
    void shouldReadDecimalNumbers(String text, double value) {
        assertThat(Decimals.parse(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "-",
                ".",
                "+.",
                "-.",
                "e",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1e-",
                "1e5.5",
                "1.2.3",
                "--5",
                "+-5",
                "1,5",
                "1 000",
                "1_000",
                " 5",
                "5 ",
                "NaN",
                "nan",
                "Infinity",
                "-Infinity",
                "inf",
                "1e999",
                "-1e999",
                "1.7976931348623159e308",
                "0x1p3",
                "0x10",
                "1d",
                "1f",
                "1D",
                "1L",
                "five",
                "5%",
                "١٢",
                "５",
                "1\u0000"
            })
    void shouldRefuseAllElse(String text) {
        assertThat(Decimals.parse(text)).isEmpty();
    }

    @Test
    void shouldReadEveryFiniteDoubleAsJavaWritesIt() {
        for (long seed = 0; seed < 20_000; seed++) {
            double value = Double.longBitsToDouble(new Random(seed).nextLong());
            if (Double.isFinite(value)) {
                assertThat(Decimals.parse(Double.toString(value)))
                        .as("seed %d", seed)
                        .hasValue(value);
            }
        }
    }
}
