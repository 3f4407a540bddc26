package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.BuiltSluice;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands in the pages, run as a reader would run them: each block as one script, against the one Sluice of the
 * tests in the place of the documented addresses, with {@code ./sluice} told that all is built, and
 * with the classes of the tests in the place of an installed Kafka.
 */
@ExtendWith(SharedSluice.class)
class DocsIT {
    /** What commands that are not run begin with, and why they aren't. All others are run. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "./mvnw ", "builds, and is running now",
            "./dev ", "calls Maven; DevScriptTest tries it",
            "acl", "needs brokers with an authorizer; SecurityIT runs them",
            "kubectl ", "needs a Kubernetes; KubernetesTest reads the manifests",
            "docker ", "needs Docker; ContainersIT runs docker-compose.yml",
            "java -jar ", "never ends; SecurityIT and ContainersIT run these jars",
            "./sluice up ", "never ends; CrashIT runs it",
            "./sluice bench ", "takes many minutes; PipelineBenchmarkTest runs it small",
            "./sluice fuzz ", "has a separate jar; FuzzTest runs it",
            "./sluice chaos ", "takes many minutes; .ci/run runs it shortly");

    private static final String CLASS_PATH = "'" + System.getProperty("java.class.path") + "'";

    private final SluiceProbe sluice;

    DocsIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void shouldShowCommandsThatWork(ShellBlock block, @TempDir Path directory) throws IOException {
        for (String program : List.of("curl", "kcat", "jq")) {
            if (block.uses(program)) {
                Programs.require(program);
            }
        }
        String python = block.uses("python3") ? Programs.requirePython("confluent_kafka") : "python3";

        String output = Programs.run("", List.of("bash", "-c", prelude(directory, python) + here(block.script())));

        assertThat(output).as(block.script()).isNotBlank();
    }

    @Test
    void shouldListOnlyCommandsOfThePagesAsNotRun() {
        List<String> commands = Pages.all().stream()
                .flatMap(page -> ShellBlock.in(page).stream())
                .flatMap(block -> block.commands().stream())
                .toList();

        assertThat(NOT_RUN.keySet()).allSatisfy(beginning -> assertThat(commands)
                .anySatisfy(command -> assertThat(command).startsWith(beginning)));
    }

    static Stream<ShellBlock> blocks() {
        return Pages.all().stream()
                .flatMap(page -> ShellBlock.in(page).stream())
                .map(block -> block.only(DocsIT::isRun))
                .filter(block -> !block.commands().isEmpty());
    }

    private static boolean isRun(String command) {
        return NOT_RUN.keySet().stream().noneMatch(command::startsWith);
    }

    /** Stops at the first command that fails, and has the samples at hand, but nothing in the repository to spoil. */
    private static String prelude(Path directory, String python) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return "set -euo pipefail\n"
                + exports(BuiltSluice.environment())
                // A command's life is short.
                + "export JAVA_OPTS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'\n"
                + "sluice() { " + quoted(BuiltSluice.launcher()) + " \"$@\"; }\n"
                + "python3() { command " + python + " \"$@\"; }\n"
                // Kafka's script does the same with the jars of its directory.
                + "kafka-console-consumer.sh() { " + quoted(java) + " -cp " + CLASS_PATH
                + " org.apache.kafka.tools.consumer.ConsoleConsumer \"$@\"; }\n"
                + "cd " + quoted(directory) + "\n"
                + "cp -r " + quoted(Repository.ROOT.resolve("samples")) + " .\n";
    }

    private String here(String script) {
        return script.replaceAll("\\./sluice\\b", "sluice")
                .replace("cli/target/run/cli-exec.jar", CLASS_PATH)
                .replaceAll("localhost:808[0-3]", sluice.url().getAuthority())
                .replace("localhost:9092", sluice.bootstrapServers());
    }

    private static String exports(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(each -> "export " + each.getKey() + "=" + quoted(each.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String quoted(Path path) {
        return quoted(path.toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
