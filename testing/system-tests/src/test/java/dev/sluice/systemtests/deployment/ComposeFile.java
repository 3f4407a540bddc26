package dev.sluice.systemtests.deployment;

import dev.sluice.systemtests.support.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** A Compose file of the repository. */
final class ComposeFile {
    private static final String BROKER_PREFIX = "KAFKA_";

    private final Map<String, Object> services;

    private ComposeFile(Map<String, Object> services) {
        this.services = services;
    }

    @SuppressWarnings("unchecked")
    static ComposeFile read(String name) {
        try {
            Map<String, Object> document = new Yaml().load(Files.readString(Repository.ROOT.resolve(name)));
            return new ComposeFile((Map<String, Object>) document.get("services"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** A service's environment. */
    Map<String, String> environment(String name) {
        Map<String, String> environment = new LinkedHashMap<>();
        ((Map<?, ?>) service(name).get("environment"))
                .forEach((key, value) -> environment.put(key.toString(), value.toString()));
        return environment;
    }

    /** A service's memory limit, in bytes. */
    long memory(String name) {
        String limit = service(name).get("mem_limit").toString();
        int unit = limit.endsWith("g") ? 30 : 20;
        return Long.parseLong(limit.substring(0, limit.length() - 1)) << unit;
    }

    /** A broker's settings as the {@code apache/kafka} image reads them: {@code KAFKA_LOG_DIRS} is {@code log.dirs}. */
    Map<String, String> brokerSettings(String name) {
        Map<String, String> settings = new TreeMap<>();
        environment(name).forEach((key, value) -> {
            if (key.startsWith(BROKER_PREFIX)) {
                settings.put(
                        key.substring(BROKER_PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        return settings;
    }
}
