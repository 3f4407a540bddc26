package dev.sluice.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process that is killed, paused and restarted. If it ends by itself it is restarted, as a supervisor would do. */
public final class RigProcess {
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

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public synchronized void start() {
        if (closed) {
            return;
        }
        wanted = true;
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // The environment for another Sluice, or for the rig's own JVM, doesn't apply to it.
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
    public synchronized void kill() {
        wanted = false;
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Kills it permanently. */
    public synchronized void close() {
        closed = true;
        kill();
    }

    /** {@code SIGSTOP}. */
    public void pause() {
        signal("STOP");
    }

    /** {@code SIGCONT}. */
    public void resume() {
        signal("CONT");
    }

    /** Whether it has ended by itself. */
    public synchronized boolean hasEnded() {
        return wanted && process != null && !process.isAlive();
    }

    /** Restarts it if it has ended by itself. Returns whether it had. */
    public synchronized boolean revive() {
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
