package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sluice} itself, in a checkout in which neither Maven nor Java does more than leave a trace. */
class LauncherTest {
    /** Prints its arguments, one a line, and creates the real one's files; no archive if {@code NO_ARCHIVE} is set. */
    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
                echo 'openjdk version "17.0.1"' >&2
                exit
            fi
            for argument in "$@"; do
                case $argument in
                -XX:ArchiveClassesAtExit=*)
                    [ -z "$NO_ARCHIVE" ] || exit 1
                    : >"${argument#*=}" ;;
                -Djarmode=tools)
                    echo taken apart >>HOME_OF_IT/built
                    mkdir -p HOME_OF_IT/cli/target/run
                    : >HOME_OF_IT/cli/target/run/cli-exec.jar ;;
                esac
                echo "$argument"
            done
            """;

    private static final String MVNW = """
            #!/bin/sh
            echo built >>built
            mkdir -p cli/target
            cat schemas/src/main/* >cli/target/cli-exec.jar 2>/dev/null || :
            """;

    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void checkOut() throws IOException {
        // A space, as in the home directories of some.
        home = directory.resolve("a checkout");
        for (String module : List.of(
                "tabular",
                "schemas",
                "runtime",
                "ingest-gateway",
                "row-splitter",
                "aggregator",
                "results-api",
                "client",
                "standalone",
                "cli",
                "testing/chaos")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.createFile(home.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(home.resolve("pom.xml"));
        Files.copy(Repository.ROOT.resolve("sluice"), home.resolve("sluice"));
        script(home.resolve("mvnw"), MVNW);
        script(home.resolve("java/bin/java"), JAVA.replace("HOME_OF_IT", "'" + home + "'"));
        script(home.resolve("java/bin/javac"), "");
    }

    @Test
    void shouldRebuildOnlyWhenASourceHasChanged() throws IOException {
        run(Map.of());
        run(Map.of());
        assertThat(done()).hasContent("built\ntaken apart");

        Path built = home.resolve("cli/target/sluice-built");
        Path source = Files.writeString(home.resolve("schemas/src/main/New.java"), "class New {}");
        assertThat(Files.getLastModifiedTime(source)).isGreaterThan(Files.getLastModifiedTime(built));
        run(Map.of());

        assertThat(done()).hasContent("built\ntaken apart\nbuilt\ntaken apart");
    }

    @Test
    void shouldNotExtractTheJarIfTheBuildChangedNothing() throws IOException {
        run(Map.of());
        Files.createFile(home.resolve("schemas/src/main/package-info.java"));
        run(Map.of());

        assertThat(done()).hasContent("built\ntaken apart\nbuilt");
    }

    @Test
    void shouldNotRebuildAPackagedJar() throws IOException {
        Files.createDirectories(home.resolve("cli/target"));
        Files.createFile(home.resolve("cli/target/cli-exec.jar"));
        String later =
                Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS).toString();
        run(Map.of("MAVEN_BEGAN", later));
        run(Map.of());

        assertThat(done()).hasContent("taken apart");
    }

    @Test
    void shouldRebuildSourcesChangedDuringTheMavenBuild() throws IOException {
        Files.createDirectories(home.resolve("cli/target"));
        Files.createFile(home.resolve("cli/target/cli-exec.jar"));
        run(Map.of("MAVEN_BEGAN", "2020-01-01T00:00:00Z"));
        run(Map.of());

        assertThat(done()).hasContent("taken apart\nbuilt");
    }

    /** What the launcher had done for it. */
    private Path done() {
        return home.resolve("built");
    }

    @Test
    void shouldPreferTheOptionsOfItsUser() throws IOException {
        List<String> arguments = run(Map.of("JAVA_OPTS", "-Xmx512m -XX:Tier4CompileThreshold=1"));

        assertThat(arguments).containsSubsequence("-XX:Tier4CompileThreshold=45000", "-XX:Tier4CompileThreshold=1");
        assertThat(arguments).containsSubsequence("-XX:+UseParallelGC", "-Xmx512m", "-jar");
        assertThat(arguments).endsWith("up", "--data-dir", "two words");
    }

    @Test
    void shouldLeaveTheCollectorToItsUser() throws IOException {
        assertThat(run(Map.of("JAVA_OPTS", "-XX:+UseSerialGC")))
                .contains("-XX:+UseSerialGC")
                .doesNotContain("-XX:+UseParallelGC");
    }

    @Test
    void shouldStartWithTheClassArchive() throws IOException {
        assertThat(run(Map.of())).anySatisfy(argument -> assertThat(argument)
                .startsWith("-XX:SharedArchiveFile=" + home)
                .endsWith(".jsa"));
    }

    @Test
    void shouldStartWithoutAClassArchiveIfNoneCouldBeWritten() throws IOException {
        assertThat(run(Map.of("NO_ARCHIVE", "yes")))
                .noneMatch(argument -> argument.contains("Shared"))
                .contains("-jar");
    }

    /** The image has the same reasons, but leaves the collector to the JVM. */
    @Test
    void shouldUseTheCompilerThresholdsOfTheImage() throws IOException {
        List<String> tiers = run(Map.of()).stream()
                .filter(argument -> argument.startsWith("-XX:Tier4"))
                .toList();

        assertThat(tiers).hasSize(4);
        assertThat(Files.readString(Repository.ROOT.resolve("Dockerfile"))).contains(tiers);
    }

    /** A process whose heap is full neither works nor ends by itself; one that has ended can be started again. */
    @Test
    void shouldExitOnOutOfMemoryLikeTheImage() throws IOException {
        assertThat(run(Map.of())).contains("-XX:+ExitOnOutOfMemoryError");
        assertThat(Files.readString(Repository.ROOT.resolve("Dockerfile"))).contains("-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void shouldPassTheClassPathAndArchiveToTheFaultRig() throws IOException {
        List<String> arguments = run(Map.of(), "chaos", "--minutes", "2");

        assertThat(arguments)
                .contains("-Dchaos.class-path=" + home.resolve("cli/target/run/cli-exec.jar") + ":"
                        + home.resolve("testing/chaos/target/chaos.jar"))
                .anySatisfy(argument -> assertThat(argument)
                        .startsWith("-Dchaos.archive=" + home)
                        .endsWith(".jsa"))
                .endsWith("dev.sluice.chaos.ChaosCommand", "--minutes", "2");
    }

    /** What Java was started with in the end. */
    private List<String> run(Map<String, String> environment) throws IOException {
        return run(environment, "up", "--data-dir", "two words");
    }

    private List<String> run(Map<String, String> environment, String... command) throws IOException {
        Path output = directory.resolve("output");
        List<String> all = new ArrayList<>(List.of(home.resolve("sluice").toString()));
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectOutput(output.toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "NO_ARCHIVE", "MAVEN_BEGAN"));
        builder.environment().put("JAVA_HOME", home.resolve("java").toString());
        builder.environment().putAll(environment);
        assertThat(builder.start().onExit().join().exitValue())
                .as(Files.readString(directory.resolve("errors")))
                .isZero();
        return Files.readAllLines(output);
    }

    private static void script(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        File file = path.toFile();
        assertThat(file.setExecutable(true)).isTrue();
    }
}
