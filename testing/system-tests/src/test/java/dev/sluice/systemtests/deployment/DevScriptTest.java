package dev.sluice.systemtests.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.support.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dev}, in a checkout in which Maven only prints its arguments, one a line. */
class DevScriptTest {
    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void checkOut() throws IOException {
        home = Files.createDirectory(directory.resolve("a checkout"));
        Files.copy(Repository.ROOT.resolve("dev"), home.resolve("dev"));
        Path mvnw = Files.writeString(home.resolve("mvnw"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(mvnw.toFile().setExecutable(true)).isTrue();
        test("rows", "SplitTest");
        test("rows", "MergeTest");
        test("rows", "RowsIT");
        test("testing/everything", "UploadIT");
        test("testing/everything", "SettingsTableTest");
    }

    @Test
    void shouldBuildWithoutTests() throws IOException {
        assertThat(run("build")).containsExactly("-q", "-DskipTests", "package");
    }

    @Test
    void shouldRunTheUnitTestsOfAModuleAlone() throws IOException {
        assertThat(run("test", "rows"))
                .containsSequence("-pl", "rows", "-am")
                .containsSequence("test", "-Dtest=MergeTest,SplitTest")
                .noneMatch(argument -> argument.startsWith("-Dit.test"));
        assertThat(run("test", "rows", "SplitTest", "-o")).containsSequence("test", "-Dtest=SplitTest", "-o");
        assertThat(run("test", "rows", "-o")).containsSequence("-Dtest=MergeTest,SplitTest", "-o");
    }

    @Test
    void shouldFindTheModuleOfAnEndToEndTest() throws IOException {
        assertThat(run("it", "UploadIT", "-o"))
                .containsSequence("-pl", "testing/everything", "-am")
                .containsSequence("verify", "-Dtest=none", "-Dit.test=UploadIT", "-o")
                .contains("-Dfailsafe.failIfNoSpecifiedTests=false", "-Dsurefire.failIfNoSpecifiedTests=false");
    }

    @Test
    void shouldGenerateTheConfigurationReference() throws IOException {
        assertThat(run("docs"))
                .containsSequence("-pl", "testing/everything")
                .containsSequence("-Dtest=SettingsTableTest", "-Ddocs=write");
    }

    @Test
    void shouldHaveTheBillOfMaterialsWritten() throws IOException {
        // There is no jar to run behind it.
        assertThat(run("sbom"))
                .containsSequence("-Dcyclonedx.skip=false", "-pl", "testing/supply-chain", "-am", "verify")
                .anyMatch(line -> line.contains("dev.sluice.supplychain.SupplyChainCommand"));
        assertThat(run("vulnerabilities")).anyMatch(line -> line.startsWith("dev: which database? "));
    }

    @Test
    void shouldReportWhatIsMissing() throws IOException {
        assertThat(run("it", "NoSuchIT")).containsExactly("dev: there is no test NoSuchIT");
        assertThat(run("test", "none")).containsExactly("dev: there is no module none");
        assertThat(run("test", "rows", "NoSuchTest")).containsExactly("dev: rows has no test NoSuchTest");
        assertThat(run("tset")).contains("  ./dev test MODULE [TEST]    the unit tests of a module, or one of them");
    }

    private void test(String module, String name) throws IOException {
        Path tests = Files.createDirectories(home.resolve(module).resolve("src/test/java/some/where"));
        Files.createFile(tests.resolve(name + ".java"));
        Files.writeString(home.resolve(module).resolve("pom.xml"), "<project/>");
    }

    /** The lines of the output and of complaints. */
    private List<String> run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", home.resolve("dev").toString()));
        command.addAll(List.of(arguments));
        Process dev = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(dev.getInputStream().readAllBytes(), UTF_8).lines().toList();
    }
}
