package dev.sluice.access.oidc;

import dev.sluice.access.settings.OidcProperties;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads who a person is, and what the person may do, from the claims of a token. */
final class PersonClaims {
    /** So that no person of an issuer has the name of a key or of a user. */
    static final String PREFIX = "oidc:";

    private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");
    private static final int MAX_VALUES = 1_000;

    private final OidcProperties properties;

    PersonClaims(OidcProperties properties) {
        this.properties = properties;
    }

    /** The person; null without a name. One without rights is known, and may do nothing. */
    @Nullable
    Caller caller(Map<String, Object> claims) {
        Object name = find(claims, properties.nameClaim());
        if (!(name instanceof String text) || !NAME.matcher(text).matches()) {
            return null;
        }
        Set<Right> rights = EnumSet.noneOf(Right.class);
        values(find(claims, properties.rightsClaim())).stream()
                .limit(MAX_VALUES)
                .forEach(value -> rights.addAll(rightsOf(value)));
        return new Caller(PREFIX + text, rights, properties.allFiles());
    }

    private Set<Right> rightsOf(String value) {
        return properties.rights().isEmpty()
                ? Right.of(value).map(Set::of).orElse(Set.of())
                : properties.rights().getOrDefault(value, Set.of());
    }

    /** A claim by its name; if there is none of that name, by its path, such as {@code realm_access.roles}. */
    private static @Nullable Object find(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, name.substring(dot + 1))
                : null;
    }

    /** A list, or words with spaces between as {@code scope} has them. */
    private static List<String> values(@Nullable Object claim) {
        if (claim instanceof Collection<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return claim instanceof String text ? Arrays.asList(text.split(" ")) : List.of();
    }
}
