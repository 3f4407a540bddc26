package dev.sluice.systemtests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.docs.ShellBlock;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.tools.AclCommand;

/** The commands in docs/how-to/secure-kafka.md that give each service its rights. */
final class DocumentedAcls {
    private static final Path PAGE = Repository.ROOT.resolve("docs/how-to/secure-kafka.md");
    private static final String TOOL = "kafka-acls.sh";

    private DocumentedAcls() {}

    /** Runs Kafka's tool with the arguments in each line of a file, in a separate process. */
    public static void main(String[] args) throws IOException {
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            AclCommand.main(line.split(" "));
        }
    }

    /**
     * Runs them as they stand in the page, but for where the brokers are and how the administrator signs in.
     *
     * @param directory to write to
     */
    static void apply(SecuredBroker broker, Path directory) throws IOException {
        Path admin = directory.resolve("admin.properties");
        Files.write(
                admin,
                broker.client(SecuredBroker.ADMIN).entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList());
        // The shell works out the arguments; one process for all of them is quicker than one for each.
        String block = block().script();
        String arguments =
                Programs.run("", List.of("bash", "-c", "set -eu\n" + TOOL + "() { echo \"$*\"; }\n" + block));
        Path commands = Files.writeString(
                directory.resolve("acls"),
                arguments
                        .replace("kafka:9092", broker.bootstrapServers())
                        .replace("admin.properties", admin.toString()));
        Programs.run(
                "",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DocumentedAcls.class.getName(),
                        commands.toString()));
    }

    private static ShellBlock block() {
        List<ShellBlock> blocks = ShellBlock.in(PAGE).stream()
                .filter(block -> block.script().contains(TOOL))
                .toList();
        assertThat(blocks).as("blocks with " + TOOL + " in " + PAGE).hasSize(1);
        return blocks.get(0);
    }
}
