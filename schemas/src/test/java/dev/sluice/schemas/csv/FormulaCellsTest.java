package dev.sluice.schemas.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
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
                "=",
                "-",
                "--1",
                "-1,5",
                "-Infinity",
                "'=x",
                "''-5"
            })
    void shouldPutAnApostropheBeforeWhatBeginsLikeAFormulaAndTakeItOffAgain(String cell) {
        assertThat(FormulaCells.protect(cell)).isEqualTo("'" + cell);
        assertThat(FormulaCells.restore("'" + cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "+1.5", "-1e3", "-.5", "1=1", "a@b", "'x", "'", "''", " =1"})
    void shouldLeaveAllElseAsItIs(String cell) {
        assertThat(FormulaCells.protect(cell)).isEqualTo(cell);
        assertThat(FormulaCells.restore(cell)).isEqualTo(cell);
    }
}
