package dev.sluice.systemtests.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} as an operator's containers would see it, with host names and ports of this machine. */
final class ComposeFile {
    private final Map<String, Object> services;
    private final Map<String, Integer> ports;

    private ComposeFile(Map<String, Object> services, Map<String, Integer> ports) {
        this.services = services;
        this.ports = ports;
    }

    /**
     * Reads a compose file.
     *
     * @param ports for each host and port in the file, as {@code host:port}, the one to use on loopback instead
     */
    @SuppressWarnings("unchecked")
    static ComposeFile read(Path file, Map<String, Integer> ports) throws IOException {
        Map<String, Object> document = new Yaml().load(Files.readString(file));
        return new ComposeFile((Map<String, Object>) document.get("services"), ports);
    }

    /** All services, in the order of the file. */
    List<String> names() {
        return List.copyOf(services.keySet());
    }

    /** A service's section. */
    @SuppressWarnings("unchecked")
    Map<String, Object> service(String name) {
        return (Map<String, Object>) services.get(name);
    }

    /** A service's environment, where it is mapped to loopback. */
    @SuppressWarnings("unchecked")
    Map<String, String> environment(String name) {
        Map<String, String> mapped = new LinkedHashMap<>();
        ((Map<String, String>) service(name).get("environment"))
                .forEach((key, value) -> mapped.put(key, onLoopback(name, key, value)));
        return mapped;
    }

    private String onLoopback(String service, String key, String value) {
        if (key.equals("SERVER_PORT")) {
            return Integer.toString(ports.get(service + ":" + value));
        }
        String mapped = value;
        for (Map.Entry<String, Integer> port : ports.entrySet()) {
            String address = "127.0.0.1:" + port.getValue();
            mapped = mapped.replace(port.getKey(), address);
            if (port.getKey().startsWith(service + ":")) {
                // Where it listens itself: on all addresses, which are loopback's here.
                mapped = mapped.replace("//" + port.getKey().substring(service.length()), "//" + address);
            }
        }
        return mapped;
    }
}
