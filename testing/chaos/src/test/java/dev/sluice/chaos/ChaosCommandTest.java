package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChaosCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--minutes=0,--minutes is to be from 1 to 10000",
        "--rest=0,--rest is to be from 1 to 3600",
        "--rate=0,--rate is to be from 1 to 100000",
        "--mutant=missing,there is no mutant missing",
    })
    void shouldRefuseInvalidOptions(String argument, String complaint) {
        assertThat(execute(argument)).isEqualTo(2);
        assertThat(err.toString()).contains(complaint);
    }

    @Test
    void shouldPrintItsHelp() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("--seed", "--minutes", "--rest", "--json", "--mutant", "Exit codes:");
    }

    private int execute(String... arguments) {
        CommandLine command = ChaosCommand.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }
}
