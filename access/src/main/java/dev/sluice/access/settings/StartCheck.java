package dev.sluice.access.settings;

import dev.sluice.access.key.InvalidKeysException;
import dev.sluice.access.key.KeysFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a service may start where it is to listen, with the keys that it has. */
final class StartCheck {
    private StartCheck() {}

    /**
     * The reasons against it.
     *
     * @param internalKeyNeeded whether the service takes part in requests between services
     */
    static List<String> faults(AccessProperties properties, Listener listener, boolean internalKeyNeeded) {
        Path file = properties.keysFile();
        if (file == null) {
            return properties.open() || listener.isLoopback()
                    ? List.of()
                    : List.of("server.address: expected an address that only this machine reaches, such as 127.0.0.1, "
                            + "because clients need no key, found " + listener.inWords()
                            + "; set sluice.access.keys-file to a file with keys (see ./sluice keys create), or "
                            + "sluice.access.mode=open to let each client that reaches this service do everything");
        }
        List<String> faults = new ArrayList<>();
        try {
            var unused = new KeysFile(file).read();
        } catch (InvalidKeysException e) {
            faults.add("sluice.access.keys-file: " + file + ": " + e.getMessage());
        }
        if (properties.open()) {
            faults.add("sluice.access.mode: expected auto, because sluice.access.keys-file is set, found open");
        }
        if (!listener.isLoopback() && !listener.tls() && !properties.behindProxy()) {
            faults.add("server.ssl.bundle: expected TLS on " + listener.inWords()
                    + ", because keys must not cross a network in plain text, found none; if a proxy before the service "
                    + "speaks TLS, set sluice.access.behind-proxy=true");
        }
        if (listener.separateManagement()) {
            faults.add("management.server.port: expected none, because health and metrics would need no key there");
        }
        if (internalKeyNeeded && properties.internalKey().isEmpty()) {
            faults.add("sluice.access.internal-key: expected the key that results-api sends to aggregators, because "
                    + "sluice.access.keys-file is set, found none");
        }
        return faults;
    }
}
