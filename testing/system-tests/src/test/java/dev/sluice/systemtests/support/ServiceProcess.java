package dev.sluice.systemtests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A separate JVM that a test can kill as a power failure would, and start again unchanged. */
public final class ServiceProcess implements AutoCloseable {
    /** Most of such a life is its start, which the second compiler only makes longer. */
    private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    private ServiceProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = command;
        this.environment = environment;
        this.log = log;
        this.process = launch();
    }

    /** Starts a service from its executable jar. */
    public static ServiceProcess service(String service, Map<String, String> environment, Path log) {
        List<String> command = java();
        command.add("-jar");
        command.add(BuiltSluice.jar(service).toString());
        return new ServiceProcess(
                command, service.equals("ingest-gateway") ? allowingDuplicates(environment) : environment, log);
    }

    /** Starts {@code ./sluice up} with options, with its data and its log in a directory. */
    public static ServiceProcess up(Path directory, int port, Map<String, String> environment, String... options) {
        return up(OPTIONS, directory, port, environment, options);
    }

    /** The same with the launcher's own options, but for the size of the heap: for what is to be measured. */
    public static ServiceProcess upAsLaunched(Path directory, int port, Map<String, String> environment) {
        return up(List.of("-Xmx512m"), directory, port, environment);
    }

    private static ServiceProcess up(
            List<String> jvm, Path directory, int port, Map<String, String> environment, String... options) {
        Map<String, String> all = allowingDuplicates(environment);
        all.putAll(BuiltSluice.environment());
        all.put("JAVA_OPTS", String.join(" ", jvm));
        List<String> command = new ArrayList<>(List.of(
                BuiltSluice.launcher().toString(),
                "up",
                "--port",
                Integer.toString(port),
                "--data-dir",
                directory.resolve("data").toString()));
        command.addAll(List.of(options));
        return new ServiceProcess(command, all, directory.resolve("up.log"));
    }

    /** Tests upload the same samples again and again. */
    private static Map<String, String> allowingDuplicates(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("SLUICE_GATEWAY_DUPLICATES", "allow");
        return all;
    }

    /** Starts a main class from this test's class path. */
    public static ServiceProcess main(Class<?> main, Map<String, String> environment, Path log) {
        List<String> command = java();
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        return new ServiceProcess(command, environment, log);
    }

    /** {@code kill -9}; returns when it is dead. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops it where it is, as a machine does that sleeps: its connections stay open and silent. */
    public void pause() {
        signal("STOP");
    }

    /** Resumes it; it does not notice that it was paused. */
    public void resume() {
        signal("CONT");
    }

    /** Asks it to stop (SIGTERM), and waits until it has, however long it takes. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Starts it again, as it was started first. */
    public void restart() {
        process = launch();
    }

    /** Waits until it has ended by itself, and gives its exit code. */
    public int awaitExit() {
        return process.onExit().join().exitValue();
    }

    /** Waits until it has ended, but no longer than so long, and says whether it has. */
    public boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process was waited for", e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The most memory it ever had resident, in KiB, as Linux counts it. */
    public long peakMemoryKiB() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Where its output is. */
    public Path log() {
        return log;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        return command;
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> inherited = new LinkedHashMap<>(builder.environment());
        builder.environment().clear();
        inherited.forEach((name, value) -> {
            if (!name.startsWith("SLUICE_") && !name.startsWith("KAFKA_")) {
                builder.environment().put(name, value);
            }
        });
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
