package dev.sluice.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Sluice for one command: on a free port, without log output, with temporary data, which is deleted on Ctrl-C too.
 */
public final class TemporarySluice implements AutoCloseable {
    /**
     * Kafka warns about transient conditions, and about data in a temporary directory. The environment's access settings
     * are for others: this one is reached by its command alone.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "logging.level.root", "WARN",
            "logging.level.kafka", "ERROR",
            "logging.level.org.apache.kafka", "ERROR",
            "server.address", "127.0.0.1",
            "server.ssl.enabled", "false",
            "sluice.access.keys-file", "",
            "sluice.access.users-file", "",
            "sluice.access.oidc.issuer", "");

    private final TemporaryDirectory directory;
    private final Map<String, String> settings;
    private @Nullable Sluice sluice;
    private boolean closed;

    private TemporarySluice(TemporaryDirectory directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings = new HashMap<>(SETTINGS);
        this.settings.putAll(settings);
    }

    /** Starts one, which then listens on HTTP; {@code /readyz} reports when it is ready. */
    public static TemporarySluice start() throws IOException {
        return start(Map.of());
    }

    /** As {@link #start()}, with these settings. */
    public static TemporarySluice start(Map<String, String> settings) throws IOException {
        TemporarySluice temporary = new TemporarySluice(TemporaryDirectory.create(), settings);
        Runtime.getRuntime().addShutdownHook(new Thread(temporary::close, "stop-sluice"));
        temporary.run();
        return temporary;
    }

    // Under the lock, so that Ctrl-C during the start waits for a Sluice that can be stopped: no files are created
    // after it.
    private synchronized void run() {
        try {
            sluice = Sluice.start(directory.path(), 0, 0, settings);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Its URL, without a trailing slash. */
    public URI url() {
        return running().url();
    }

    /** The bootstrap server for Kafka clients. */
    public String bootstrapServers() {
        return running().bootstrapServers();
    }

    /** A directory for its user, who creates it; it is deleted with the data. */
    public Path scratch() {
        return directory.path().resolve("scratch");
    }

    /** Stops it and deletes its data. A second call has no effect. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (sluice != null) {
            sluice.close();
        }
        directory.close();
    }

    private Sluice running() {
        return Objects.requireNonNull(sluice, "started");
    }
}
