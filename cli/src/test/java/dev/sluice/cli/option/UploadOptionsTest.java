package dev.sluice.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.document.ContractDocument;
import dev.sluice.tabular.header.ReadOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class UploadOptionsTest {
    /** The documented parameters of an upload, {@code map.FIELD} as {@code map}. */
    private static final Set<String> DOCUMENTED = ContractDocument.OPENAPI
            .json()
            .at("/paths/~1upload/post/parameters")
            .valueStream()
            // The others are headers, which several operations share.
            .filter(parameter -> parameter.has("name"))
            .map(parameter -> parameter.path("name").asString().replace(".FIELD", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void shouldHaveAnOptionForEachParameterOfAnUpload() {
        Set<String> options = new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(new UploadOptions()))
                .getCommandSpec().options().stream()
                        .map(option -> option.longestName().substring(2).replace('-', '_'))
                        .collect(Collectors.toSet());

        assertThat(options).isEqualTo(DOCUMENTED);
        assertThat(options)
                .containsAll(ReadOptions.NAMES.stream()
                        .map(name -> name.replace(".FIELD", ""))
                        .toList());
    }

    @Test
    void shouldSendEachOption() {
        UploadOptions options = parse(
                "--dataset=d",
                "--filename=f.csv",
                "--charset=UTF-8",
                "--duplicate=allow",
                "--delimiter=;",
                "--header=present",
                "--layout=long",
                "--map=value=Wert",
                "--set=sensor_id=a",
                "--ignore=RECORD",
                "--skip=1",
                "--skip-after-header=1",
                "--comment=#",
                "--decimal=,",
                "--group=.",
                "--unit=°C",
                "--time-format=%d.%m.%Y",
                "--zone=Europe/Berlin",
                "--missing=NA",
                "--dry-run",
                "--rows=5");

        Set<String> sent = new TreeSet<>(Set.of("filename", "dry_run"));
        options.dryRunParameters().keySet().forEach(name -> sent.add(name.replaceFirst("\\..*", "")));
        assertThat(sent).isEqualTo(DOCUMENTED);
        assertThat(options.filename()).isEqualTo("f.csv");
        assertThat(options.isDryRun()).isTrue();
        assertThat(options.fault()).isEmpty();
        assertThat(options.parameters()).doesNotContainKeys("rows", "dry_run", "filename");
    }

    @Test
    void shouldRefuseRowsBeyondAnyLimitAndTwoSourcesOfAField() {
        assertThat(parse("--dry-run", "--rows=0").fault()).contains("expected --rows to be from 1 to 100000, found 0");
        assertThat(parse("--dry-run", "--rows=100001").fault())
                .contains("expected --rows to be from 1 to 100000, found 100001");
        assertThat(parse("--map=value=a", "--map=sensor_id=b", "--set=sensor_id=c")
                        .fault())
                .contains("expected one of --map sensor_id and --set sensor_id, found both");
    }

    @Test
    void shouldRefuseAnotherWordForDuplicates() {
        assertThat(parse("--duplicate=maybe").fault())
                .contains("expected --duplicate to be allow or refuse, found maybe");
    }

    @Test
    void shouldSendSeveralValuesAsOneRecord() {
        assertThat(parse("--map", "timestamp=Date", "--map", "value=a=b", "--map", "timestamp=Time, UTC")
                        .parameters())
                .isEqualTo(Map.of("map.timestamp", "Date,\"Time, UTC\"", "map.value", "a=b"));
        assertThat(parse("--missing", "NA,-999", "--ignore", "\"Temp, °C\"").parameters())
                .isEqualTo(Map.of("missing", "NA,-999", "ignore", "\"Temp, °C\""));
        assertThat(parse("--missing", "NA", "--missing", "-999", "--missing=--").parameters())
                .isEqualTo(Map.of("missing", "NA,-999,--"));
    }

    /** Blanks, commas, quotes and the like arrive as they are. */
    @Test
    void shouldSendValuesAsTheyAreWritten() {
        for (String text : List.of("", " ", ",", "'", "\"a b\"", "${x}", "%d", "a\\b", "é")) {
            assertThat(parse("--group", text, "--map", "value=" + text).parameters())
                    .isEqualTo(Map.of("group", text, "map.value", text));
        }
    }

    private static UploadOptions parse(String... arguments) {
        return CommandLine.populateCommand(new UploadOptions(), arguments);
    }
}
