package dev.sluice.systemtests.deployment;

import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What {@code docker compose up} would start, without Docker: a broker and the four executable jars as processes of
 * their own, each with exactly the environment that {@code docker-compose.yml} gives it.
 */
final class ComposedServices implements AutoCloseable {

    private static final Set<String> VOLUMES = Set.of("/sluice/data", "/var/lib/kafka/data");

    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final ComposeFile compose;
    private final Path directory;

    private ComposedServices(Path directory) throws IOException {
        this.directory = directory;
        for (String address : new String[] {
            "kafka:9092",
            "kafka:9093",
            "kafka:19092",
            "ingest-gateway:8080",
            "results-api:8081",
            "aggregator:8082",
            "row-splitter:8083"
        }) {
            ports.put(address, FreePorts.next());
        }
        Map<String, Integer> addresses = new LinkedHashMap<>(ports);
        // As browsers see them.
        addresses.put("localhost:8080", ports.get("ingest-gateway:8080"));
        addresses.put("localhost:8081", ports.get("results-api:8081"));
        this.compose = ComposeFile.read(Repository.ROOT.resolve("docker-compose.yml"), addresses);
    }

    /** Starts them in the order of {@code depends_on}, and returns when all are ready. */
    static ComposedServices start(Path directory) throws IOException {
        ComposedServices services = new ComposedServices(directory);
        try {
            services.processes.put(
                    "kafka",
                    ServiceProcess.main(
                            EnvironmentBroker.class, services.environment("kafka"), directory.resolve("kafka.log")));
            for (String service : new String[] {"ingest-gateway", "row-splitter", "aggregator", "results-api"}) {
                services.launch(service);
            }
            services.awaitReady();
            return services;
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    ComposeFile compose() {
        return compose;
    }

    /** A process by its name in the compose file. */
    ServiceProcess process(String service) {
        return processes.get(service);
    }

    /** Waits until all services are ready. */
    void awaitReady() {
        ports.keySet().stream().filter(address -> !address.startsWith("kafka")).forEach(address -> probe(address)
                .awaitReady(process(address.substring(0, address.indexOf(':')))));
    }

    ServiceProbes probes() {
        return new ServiceProbes(probe("ingest-gateway:8080"), probe("results-api:8081"));
    }

    @Override
    public void close() {
        processes.values().forEach(ServiceProcess::close);
    }

    private void launch(String service) {
        processes.put(
                service, ServiceProcess.service(service, environment(service), directory.resolve(service + ".log")));
    }

    /** As in the compose file, with a directory of this test in the place of each volume. */
    private Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>(compose.environment(service));
        environment.replaceAll((name, value) ->
                VOLUMES.contains(value) ? directory.resolve(service).toString() : value);
        return environment;
    }

    private SluiceProbe probe(String address) {
        return new SluiceProbe(
                URI.create("http://127.0.0.1:" + ports.get(address)), "127.0.0.1:" + ports.get("kafka:9092"));
    }
}
