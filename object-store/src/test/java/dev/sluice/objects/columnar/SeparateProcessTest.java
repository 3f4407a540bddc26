package dev.sluice.objects.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds only for a process as a whole: its class path, its heap, and what differs from one to the next. */
class SeparateProcessTest {
    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @Test
    void shouldWriteTheSameBytesInEachProcessWithoutHadoop() throws Exception {
        run("-Xmx256m", first.toString());
        // Identity hash codes, on which the order of a set may depend, are others in this process.
        run("-XX:hashCode=1", second.toString());

        try (Stream<Path> files = Files.list(first)) {
            assertThat(files.toList()).hasSize(2 * Codec.values().length).allSatisfy(file -> assertThat(
                            second.resolve(file.getFileName()))
                    .hasSameBinaryContentAs(file));
        }
    }

    /** 120 MiB of text in a heap of half that size. */
    @Test
    void shouldWriteAnyNumberOfRowsInASmallHeap() throws Exception {
        assertThat(run("-Xmx64m", "many")).isEqualTo("102000");
    }

    @Test
    void shouldWriteManyColumnsInASmallHeap() throws Exception {
        assertThat(run("-Xmx80m", "wide")).isEqualTo("10000");
    }

    private static String run(String option, String argument) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("hadoop-client-api"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(classPath).contains("parquet-hadoop").doesNotContain("hadoop-c", "hadoop-mapreduce");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UnlockExperimentalVMOptions", option, "-XX:+UseSerialGC", "-cp", classPath));
        command.addAll(List.of(ObjectsMain.class.getName(), argument));
        Path errors = Files.createTempFile("objects", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        assertThat(status).as(() -> read(errors)).isZero();
        Files.delete(errors);
        return output.strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
