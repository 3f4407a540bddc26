package dev.sluice.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real {@code kcat}, as people run it against a broker. */
public final class Kcat {
    private final String bootstrapServers;

    public Kcat(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Runs it, and gives what it printed. */
    public String run(String input, String... arguments) {
        Programs.require("kcat");
        List<String> command = new ArrayList<>(List.of("kcat", "-b", bootstrapServers));
        command.addAll(List.of(arguments));
        try {
            return Programs.run(input, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a text as one record of {@code raw-chunks}, whatever line ends are in it.
     *
     * @return the id of the file that the record is, if it has no key
     */
    public String sendRaw(String text, int partition, String... arguments) {
        try {
            // Only of a file kcat makes one record.
            Path file = Files.writeString(Files.createTempFile("kcat", ".txt"), text, UTF_8);
            String id = TopicReader.nextFileId(bootstrapServers, partition);
            List<String> all =
                    new ArrayList<>(List.of("-P", "-t", "sluice.raw-chunks", "-p", Integer.toString(partition)));
            all.addAll(List.of(arguments));
            all.add(file.toString());
            run("", all.toArray(String[]::new));
            Files.delete(file);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
