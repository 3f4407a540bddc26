package dev.sluice.access.settings;

import dev.sluice.runtime.http.Right;
import dev.sluice.runtime.settings.Settings;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings for people of an OpenID Connect issuer.
 *
 * @param issuer the issuer's URL; empty if there is none
 * @param audience what its tokens must be meant for
 * @param clientId what the page is known as to the issuer; empty if people don't sign in on the page
 * @param scope what the page asks the issuer for
 * @param nameClaim the claim that has a person's name
 * @param rightsClaim the claim that has a person's rights
 * @param rights what values of that claim allow; empty if they are the names of rights
 * @param allFiles whether people may use the files of all clients, or only their own
 */
public record OidcProperties(
        String issuer,
        String audience,
        String clientId,
        String scope,
        String nameClaim,
        String rightsClaim,
        Map<String, Set<Right>> rights,
        boolean allFiles) {
    /** Over plain HTTP anyone between could sign in as anyone. */
    private static final String URL = "(https://[!-~&&[^?#\"'<>\\\\@;,]]{1,500}"
            + "|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?(/[!-~&&[^?#\"'<>\\\\@;,]]{0,500})?)?";

    private static final String CLAIM = "[!-~]{1,100}";
    private static final String RIGHT = "(read|write|delete|operate)";
    private static final String RIGHTS = RIGHT + "(\\+" + RIGHT + "){0,3}";
    private static final String ENTRY = "[^\\s=,]{1,200}=" + RIGHTS;

    public OidcProperties {
        rights = Map.copyOf(rights);
    }

    static OidcProperties read(Settings settings) {
        return new OidcProperties(
                settings.text(
                        "access.oidc.issuer", "", URL, "an https URL without a query, or an http URL of loopback"),
                settings.text("access.oidc.audience", "", "[!-~]{0,200}", "up to 200 visible ASCII characters"),
                settings.text("access.oidc.client-id", "", "[!-~]{0,200}", "up to 200 visible ASCII characters"),
                settings.text(
                        "access.oidc.scope",
                        "openid",
                        "[!-~]{1,100}( [!-~]{1,100}){0,19}",
                        "words with spaces between"),
                settings.text("access.oidc.name-claim", "sub", CLAIM, "the name of a claim"),
                settings.text("access.oidc.rights-claim", "sluice_rights", CLAIM, "the name of a claim"),
                rights(settings.text(
                        "access.oidc.rights",
                        "",
                        "(" + ENTRY + "(\\s*,\\s*" + ENTRY + "){0,99})?",
                        "values of the claim with rights, such as lab=read+write,ops=read+delete")),
                settings.text("access.oidc.files", "all", "all|own", "all or own")
                        .equals("all"));
    }

    private static Map<String, Set<Right>> rights(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toMap(
                        entry -> entry.substring(0, entry.indexOf('=')),
                        entry -> rightsOf(entry.substring(entry.indexOf('=') + 1)),
                        (first, second) -> second));
    }

    private static Set<Right> rightsOf(String words) {
        return Arrays.stream(words.split("\\+"))
                .flatMap(word -> Right.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether there is an issuer. */
    public boolean enabled() {
        return !issuer.isEmpty();
    }
}
