package dev.sluice.benchmarks.pipeline;

import dev.sluice.standalone.TemporaryDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** {@code ./sluice up} in a separate process, as users start it, with temporary data. */
final class FreshSluice implements AutoCloseable {
    private static final String READY = "Sluice is ready";
    /** In the lines after that: {@code health http://localhost:8080/health}. */
    private static final String HEALTH = "/health";

    private final Process process;
    private final TemporaryDirectory directory;
    private final BufferedReader output;

    private FreshSluice(Process process, TemporaryDirectory directory) {
        this.process = process;
        this.directory = directory;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process; {@link #awaitReady} waits until it can be used.
     *
     * @param command that runs Sluice's command line, such as {@code ./sluice}; honours {@code JAVA_OPTS}
     * @param jvmOptions added to this process's {@code JAVA_OPTS}
     */
    static FreshSluice start(List<String> command, String... jvmOptions) throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create();
        List<String> up = new ArrayList<>(command);
        up.addAll(List.of("up", "--port", "0", "--data-dir", data(directory).toString()));
        ProcessBuilder builder =
                new ProcessBuilder(up).redirectError(log(directory).toFile());
        builder.environment()
                .merge("JAVA_OPTS", String.join(" ", jvmOptions), (before, added) -> (before + " " + added).strip());
        FreshSluice fresh = new FreshSluice(builder.start(), directory);
        Runtime.getRuntime().addShutdownHook(new Thread(fresh::close, "stop-fresh-sluice"));
        return fresh;
    }

    /**
     * Waits until it reports that it is ready.
     *
     * @return its URL, without a trailing slash
     * @throws IllegalStateException if it ends instead
     */
    URI awaitReady() throws IOException {
        lineWith(READY);
        String line = lineWith(HEALTH);
        return URI.create(line.substring(line.indexOf("http:"), line.length() - HEALTH.length()));
    }

    /** The peak resident memory so far, in KiB; on Linux only. */
    OptionalLong peakKibibytes() {
        return ProcessMemory.peakKibibytes(process.pid());
    }

    /** Stops it and deletes its data. A second call has no effect. */
    @Override
    public synchronized void close() {
        process.destroy();
        process.onExit().join();
        directory.close();
    }

    private String lineWith(String text) throws IOException {
        String line = output.readLine();
        while (line != null && !(line.startsWith(text) || line.endsWith(text))) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("Sluice ended before it was ready: " + Files.readString(log(directory)));
        }
        return line;
    }

    private static Path data(TemporaryDirectory directory) {
        return directory.path().resolve("data");
    }

    private static Path log(TemporaryDirectory directory) {
        return directory.path().resolve("up.log");
    }
}
