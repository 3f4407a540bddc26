package dev.sluice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** A minute of what {@code ./sluice fuzz} does for hours. */
class FuzzTest {
    private static final String INPUTS = "20000";

    /** What was found once is found again. */
    @ParameterizedTest
    @EnumSource
    void shouldFindNothingInTheInputsOfEachBuild(StageName stage) {
        requireNothing("--stage", stage.name(), "--inputs", INPUTS, "--seed", "7");
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindNothingInNewInputs(StageName stage) {
        requireNothing("--stage", stage.name(), "--inputs", INPUTS);
    }

    /** What is printed has the seed, and what replays an input. */
    private static void requireNothing(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--threads");
        all.add("2");
        StringWriter out = new StringWriter();
        CommandLine command =
                FuzzCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

        int code = command.execute(all.toArray(String[]::new));

        System.out.print(out);
        assertThat(code).as(out.toString()).isZero();
    }
}
