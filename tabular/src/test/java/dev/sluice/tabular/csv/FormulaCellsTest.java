package dev.sluice.tabular.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaCellsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1+1",
                "-1-1",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\nx",
                "\uFF1D1+1",
                "\uFF0B1+1",
                "\uFF0D1-1",
                "\uFF20x",
                "\"=1+1\"",
                "=",
                "-",
                "--1",
                "-1,5",
                "-Infinity",
                "'=x",
                "''-5"
            })
    void shouldEscapeAFormulaWithAnApostropheAndRestoreIt(String cell) {
        assertThat(FormulaCells.protect(cell)).isEqualTo("'" + cell);
        assertThat(FormulaCells.restore("'" + cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a;=1+1 | a;'=1+1",
                "a;\"=1+1 | a;'\"=1+1",
                "a; =1+1 | a;' =1+1",
                "a;'=1+1 | a;''=1+1",
                "=a;@b;c | '=a;'@b;c",
                "-5;x | '-5;x",
                "a;\uFF1D1 | a;'\uFF1D1"
            })
    void shouldEscapeEachPartOfACell(String cell, String safe) {
        assertThat(FormulaCells.protect(cell)).isEqualTo(safe);
        assertThat(FormulaCells.restore(safe)).isEqualTo(cell);
    }

    @Test
    void shouldGiveBackAnyCell() {
        String characters = "=+-@'\"; \t\r\n1ax\uFF1D,";
        for (long seed = 0; seed < 50_000; seed++) {
            Random random = new Random(seed);
            StringBuilder cell = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                cell.append(characters.charAt(random.nextInt(characters.length())));
            }
            String safe = FormulaCells.protect(cell.toString());
            assertThat(FormulaCells.restore(safe)).as("seed %d: %s", seed, safe).isEqualTo(cell.toString());
            for (String part : safe.split("[;\t\r\n]")) {
                boolean formula = part.replaceFirst("^[ \"]+", "").matches("(?s)[=+@\uFF1D-].*");
                assertThat(formula && !part.matches("[+-][0-9]+"))
                        .as("seed %d: %s", seed, safe)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "-1", "+1.5", "-1e3", "-.5", "1=1", "a@b", "'x", "'", "''", "a; b", "1;-5", "a\nb"})
    void shouldLeaveAllElseAsItIs(String cell) {
        assertThat(FormulaCells.protect(cell)).isEqualTo(cell);
        assertThat(FormulaCells.restore(cell)).isEqualTo(cell);
    }
}
