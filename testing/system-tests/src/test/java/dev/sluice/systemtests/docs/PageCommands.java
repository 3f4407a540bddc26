package dev.sluice.systemtests.docs;

import dev.sluice.systemtests.support.BuiltSluice;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs commands of pages as a reader would: in a directory that has the samples, with the one Sluice of the tests in
 * the place of the documented addresses, with {@code ./sluice} told that all is built, and with the classes of the
 * tests in the place of an installed Kafka and of DuckDB's command line.
 */
final class PageCommands {
    private static final String CLASS_PATH = "'" + System.getProperty("java.class.path") + "'";

    private final SluiceProbe sluice;
    private final String prelude;

    /**
     * @param directory where the commands run
     * @param python the Python that has the modules
     * @param environment for the commands
     */
    PageCommands(SluiceProbe sluice, Path directory, String python, Map<String, String> environment) {
        this.sluice = sluice;
        this.prelude = prelude(directory, python, environment);
    }

    /** Runs a script to its end, which must be a success, and returns its standard output. */
    String run(String script) throws IOException {
        return Programs.run("", List.of("bash", "-c", prelude + here(script)));
    }

    /** Stops at the first command that fails, and has the samples at hand, but nothing in the repository to spoil. */
    private static String prelude(Path directory, String python, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(BuiltSluice.environment());
        all.putAll(environment);
        return "set -euo pipefail\n"
                + exports(all)
                // A command's life is short.
                + "export JAVA_OPTS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'\n"
                + "sluice() { " + quoted(BuiltSluice.launcher()) + " \"$@\"; }\n"
                + "python3() { command " + python + " \"$@\"; }\n"
                // Kafka's script does the same with the jars of its directory.
                + "kafka-console-consumer.sh() { " + java("org.apache.kafka.tools.consumer.ConsoleConsumer") + "; }\n"
                + "duckdb() { " + java(DuckDb.class.getName()) + "; }\n"
                + "cd " + quoted(directory) + "\n"
                + "cp -r " + quoted(Repository.ROOT.resolve("samples")) + " .\n";
    }

    private static String java(String main) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return quoted(java) + " -cp " + CLASS_PATH + " " + main + " \"$@\"";
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
