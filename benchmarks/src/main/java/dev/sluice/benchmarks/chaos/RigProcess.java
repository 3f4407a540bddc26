package dev.sluice.benchmarks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process that is killed, paused and started again. One that ends by itself is started again, as its operator would. */
final class RigProcess {
    private final String name;
    private final List<String> command;
    private final Path log;
    private @Nullable Process process;
    private boolean wanted;
    private boolean closed;

    RigProcess(String name, List<String> command, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.log = log;
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    synchronized void start() {
        if (closed) {
            return;
        }
        wanted = true;
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // What is set for another Sluice, or for the rig's own JVM, is none of its business.
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.startsWith("SLUICE_")
                        || variable.startsWith("KAFKA_")
                        || variable.equals("SERVER_PORT")
                        || variable.equals("JAVA_TOOL_OPTIONS"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}; returns when it is dead. */
    synchronized void kill() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Kills it for good. */
    synchronized void close() {
        closed = true;
        kill();
    }

    /** {@code SIGSTOP}. */
    void pause() {
        signal("STOP");
    }

    /** {@code SIGCONT}. */
    void resume() {
        signal("CONT");
    }

    /** Whether it has ended by itself. */
    synchronized boolean hasEnded() {
        return wanted && process != null && !process.isAlive();
    }

    /** Starts it again if it has ended by itself. Returns whether it had. */
    synchronized boolean revive() {
        if (!hasEnded()) {
            return false;
        }
        start();
        return true;
    }

    private synchronized void signal(String signal) {
        if (process == null || !process.isAlive()) {
            return;
        }
        try {
            Shell.run("kill", "-" + signal, Long.toString(process.pid()));
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
