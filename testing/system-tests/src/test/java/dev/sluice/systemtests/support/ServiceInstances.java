package dev.sluice.systemtests.support;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Services as separate processes, each on a free port and with a separate state directory. */
public final class ServiceInstances implements AutoCloseable {
    private static final Map<String, String> STATE = Map.of(
            "row-splitter", "SLUICE_SPLITTER_STATE_DIR",
            "aggregator", "SLUICE_AGGREGATOR_STATE_DIR");

    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
    private final Map<String, SluiceProbe> probes = new HashMap<>();
    private final Path directory;
    private final String bootstrapServers;

    /** @param directory for logs and state */
    public ServiceInstances(Path directory, String bootstrapServers) {
        this.directory = directory;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts one, and doesn't wait for it.
     *
     * @param name the service's, or that with a number behind it
     */
    public ServiceProcess start(String name, Map<String, String> environment) {
        String service = name.replaceFirst("-\\d+$", "");
        int port = FreePorts.next();
        Map<String, String> all = new HashMap<>(environment);
        all.put("SERVER_PORT", Integer.toString(port));
        if (STATE.containsKey(service)) {
            all.put(STATE.get(service), directory.resolve(name).toString());
        }
        URI url = URI.create("http://127.0.0.1:" + port);
        if (service.equals("aggregator")) {
            all.put("SLUICE_AGGREGATOR_ADVERTISED_URL", url.toString());
        }
        ServiceProcess process = ServiceProcess.service(service, all, directory.resolve(name + ".log"));
        processes.put(name, process);
        probes.put(name, new SluiceProbe(url, bootstrapServers));
        return process;
    }

    public ServiceProcess process(String name) {
        return processes.get(name);
    }

    public SluiceProbe probe(String name) {
        return probes.get(name);
    }

    public void awaitReady() {
        processes.keySet().forEach(this::awaitReady);
    }

    public void awaitReady(String name) {
        probe(name).awaitReady(process(name));
    }

    @Override
    public void close() {
        processes.values().forEach(ServiceProcess::close);
    }
}
