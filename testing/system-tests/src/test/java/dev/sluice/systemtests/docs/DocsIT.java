package dev.sluice.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands in the pages, run as a reader would run them: each block as one script. Those about other tools are in
 * {@link OtherToolsIT}, which looks at their output as well; those that need another Sluice are in
 * {@link AccessPageIT}, {@link SecureHttpPageIT} and {@link BrokerUsersPageIT}.
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

    private static final Set<Path> WITH_THEIR_OWN_SLUICE = Set.of(
            AccessPageIT.PAGE,
            AccessPageIT.PEOPLE,
            SecureHttpPageIT.PAGE,
            BrokerUsersPageIT.PAGE,
            ObjectStoragePageIT.PAGE);

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

        String output = new PageCommands(sluice, directory, python, Map.of()).run(block.script());

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
                .filter(page -> !OtherToolsIT.PAGES.contains(page) && !WITH_THEIR_OWN_SLUICE.contains(page))
                .flatMap(page -> ShellBlock.in(page).stream())
                .map(block -> block.only(DocsIT::isRun))
                .filter(block -> !block.commands().isEmpty());
    }

    private static boolean isRun(String command) {
        return NOT_RUN.keySet().stream().noneMatch(command::startsWith);
    }
}
