package dev.sluice.access.settings;

import dev.sluice.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings {@code sluice.access.*} of all services.
 *
 * @param open whether a service may listen beyond loopback without keys
 * @param keysFile the file with the keys of clients; null if requests need none
 * @param internalKey the key that services send each other; empty if there is none
 * @param internalBundle the SSL bundle for requests to other services; empty if there is none
 * @param internalNames the DNS names in the certificates of services that may use {@code /internal}
 * @param behindProxy whether a proxy before the service speaks TLS with the clients
 * @param people who sign in with a password
 * @param oidc people of an OpenID Connect issuer
 */
public record AccessProperties(
        boolean open,
        @Nullable Path keysFile,
        String internalKey,
        String internalBundle,
        List<String> internalNames,
        boolean behindProxy,
        PeopleProperties people,
        OidcProperties oidc) {
    private static final String NAME = "[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?";

    public AccessProperties {
        internalNames = List.copyOf(internalNames);
    }

    /** Reads {@code sluice.access.*}. */
    public static AccessProperties read(Settings settings) {
        String file = settings.text("access.keys-file", "", "[^\\x00]{0,4096}", "a path");
        return new AccessProperties(
                settings.text("access.mode", "auto", "auto|open", "auto or open")
                        .equals("open"),
                file.isEmpty() ? null : Path.of(file),
                settings.secret("access.internal-key", "[!-~]{32,200}", "32 to 200 visible ASCII characters"),
                settings.text("access.internal-bundle", "", "[A-Za-z0-9-]{0,64}", "the name of an SSL bundle"),
                Arrays.stream(settings.text(
                                        "access.internal-names",
                                        "",
                                        "(" + NAME + "(\\s*,\\s*" + NAME + ")*)?",
                                        "DNS names in certificates, separated by commas")
                                .split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList(),
                Boolean.parseBoolean(settings.text("access.behind-proxy", "false", "true|false", "true or false")),
                PeopleProperties.read(settings),
                OidcProperties.read(settings));
    }

    /** Whether requests need a key, a session or a token. */
    public boolean enabled() {
        return keysFile != null || people.usersFile() != null || oidc.enabled();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "AccessProperties[open=" + open + ", keysFile=" + keysFile + ", behindProxy=" + behindProxy + ", people="
                + people + ", oidc=" + oidc + "]";
    }
}
