package dev.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** An {@link EmbeddedBroker} in a separate process, for tests that kill it or run services apart from it. */
public final class BrokerProcess implements AutoCloseable {
    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** In the new process: prints where it listens, and runs until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println(broker.bootstrapServers());
        new CountDownLatch(1).await();
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param port for clients, or 0 for a free one
     */
    public static BrokerProcess start(Path directory, int port) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("the broker's process ended before it listened; stderr says why");
        }
        return new BrokerProcess(process, line);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Ends it as {@code kill -9} does, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it in good order, if it still runs. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
