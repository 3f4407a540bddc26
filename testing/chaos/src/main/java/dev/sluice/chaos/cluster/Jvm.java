package dev.sluice.chaos.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JVM options of the cluster's processes: small, with a fast start.
 *
 * @param classPath with all services, the broker and the rig
 * @param archive of classes that were loaded before, or null
 */
public record Jvm(String classPath, @Nullable String archive) {
    private static final String HEAP = "-Xmx256m";

    List<String> command(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                HEAP,
                "-Xss512k",
                // Eleven JVMs on few cores: C1's code is fast enough, and available sooner.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError"));
        if (archive != null) {
            command.addAll(List.of(
                    "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-XX:SharedArchiveFile=" + archive));
        }
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        return command;
    }
}
