package dev.sluice.cli.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.option.UploadOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ProcessLineTest {
    @Test
    void shouldWriteParametersAsOptionsAndReplaceThoseOfTheSameName() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("decimal", ".");
        parameters.put("set.sensor_id", "boiler 1");
        ProcessLine line = new ProcessLine(List.of("--json"), parameters, "my file.csv");

        assertThat(line.with(Map.of("decimal", ","))
                        .with(Map.of("skip_after_header", "1"))
                        .text())
                .isEqualTo("./sluice process --json --decimal , --set 'sensor_id=boiler 1' --skip-after-header 1"
                        + " 'my file.csv'");
    }

    @Test
    void shouldNeverWriteWhatTheCommandWouldTakeForAnOptionOrAFileOfOptions() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("missing", "--json");
        parameters.put("comment", "@");
        assertThat(new ProcessLine(List.of(), parameters, "-a.csv").text())
                .isEqualTo("./sluice process --missing=--json --comment=@ ./-a.csv");
        assertThat(new ProcessLine(List.of(), Map.of(), "-").text()).isEqualTo("./sluice process -");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--", "-999", "--json", "@file", "-", "NA,-999,--", "\"a, b\",c", "it's", "\t", "", "=", "é"})
    void shouldWriteOptionsThatTheCommandReadsAsTheSameParameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("map.value", text);
        parameters.put("set.sensor_id", text);
        parameters.put("missing", text);
        if (!text.startsWith("--")) {
            parameters.put("delimiter", text);
        }

        UploadOptions read = CommandLine.populateCommand(
                new UploadOptions(), ProcessLine.options(parameters).toArray(String[]::new));

        assertThat(read.parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "a.csv | a.csv",
                "%d.%m.%Y | %d.%m.%Y",
                ", | ,",
                "; | ';'",
                "`` | ''",
                "it's | 'it'\\''s'",
                "$(rm) | '$(rm)'",
                "= | '='",
                "#a | '#a'",
                "~ | '~'",
                "Temp °C | 'Temp °C'",
            })
    void shouldQuoteForAShell(String word, String quoted) {
        assertThat(ShellWords.quoted(word)).isEqualTo(quoted);
    }

    @Test
    void shouldEscapeControlCharacters() {
        assertThat(ShellWords.quoted("\t")).isEqualTo("$'\\t'");
        assertThat(ShellWords.quoted("it's\n\u001b[31m\\")).isEqualTo("$'it\\'s\\n\\u001b[31m\\\\'");
    }
}
