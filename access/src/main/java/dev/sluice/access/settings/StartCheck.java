package dev.sluice.access.settings;

import dev.sluice.access.file.AccessFile;
import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.user.UsersFile;
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
        if (!properties.enabled()) {
            return properties.open() || listener.isLoopback()
                    ? List.of()
                    : List.of("server.address: expected an address that only this machine reaches, such as 127.0.0.1, "
                            + "because clients need no key, found " + listener.inWords()
                            + "; set sluice.access.keys-file to a file with keys (see ./sluice keys create), "
                            + "sluice.access.users-file or sluice.access.oidc.issuer, or sluice.access.mode=open to "
                            + "let each client that reaches this service do everything");
        }
        List<String> faults = new ArrayList<>();
        Path keys = properties.keysFile();
        if (keys != null) {
            check("keys-file", new KeysFile(keys), faults);
        }
        checkPeople(properties.people(), faults);
        checkIssuer(properties.oidc(), faults);
        String why = "because " + given(properties) + " is set";
        if (properties.open()) {
            faults.add("sluice.access.mode: expected auto, " + why + ", found open");
        }
        if (!listener.isLoopback() && !listener.tls() && !properties.behindProxy()) {
            faults.add("server.ssl.bundle: expected TLS on " + listener.inWords()
                    + ", because keys must not cross a network in plain text, found none; if a proxy before the service "
                    + "speaks TLS, set sluice.access.behind-proxy=true");
        }
        if (listener.separateManagement()) {
            faults.add("management.server.port: expected none, because health and metrics would need no key there");
        }
        boolean certificates = !properties.internalBundle().isEmpty()
                || !properties.internalNames().isEmpty();
        if (internalKeyNeeded && properties.internalKey().isEmpty() && !certificates) {
            faults.add("sluice.access.internal-key: expected the key that results-api sends to aggregators, " + why
                    + ", found none; with certificates instead, set "
                    + "sluice.access.internal-bundle of results-api and sluice.access.internal-names of aggregators");
        }
        if (!properties.internalNames().isEmpty() && !listener.trustedCertificates()) {
            faults.add("sluice.access.internal-names: expected none, because this service asks for no certificates "
                    + "(server.ssl.client-auth=want), or would accept those of all public authorities (its SSL bundle "
                    + "has no trust store)");
        }
        return faults;
    }

    /** The first setting of those that turn access control on. */
    private static String given(AccessProperties properties) {
        if (properties.keysFile() != null) {
            return "sluice.access.keys-file";
        }
        return properties.people().usersFile() != null ? "sluice.access.users-file" : "sluice.access.oidc.issuer";
    }

    private static void check(String setting, AccessFile<?> file, List<String> faults) {
        try {
            var unused = file.read();
        } catch (InvalidFileException e) {
            faults.add("sluice.access." + setting + ": " + file.path() + ": " + e.getMessage());
        }
    }

    private static void checkPeople(PeopleProperties people, List<String> faults) {
        Path users = people.usersFile();
        if (users == null) {
            return;
        }
        check("users-file", new UsersFile(users), faults);
        if (people.sessionKey().isEmpty()) {
            faults.add("sluice.access.session-key: expected what signs sessions, the same for all services, because "
                    + "sluice.access.users-file is set, found none");
        }
    }

    private static void checkIssuer(OidcProperties oidc, List<String> faults) {
        if (oidc.enabled() && oidc.audience().isEmpty()) {
            faults.add("sluice.access.oidc.audience: expected what tokens are meant for, because "
                    + "sluice.access.oidc.issuer is set, found none");
        }
    }
}
