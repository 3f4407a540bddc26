package dev.sluice.runtime.http;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accepted {@code Host} headers, against DNS rebinding: a page of another site can let its own name resolve to this
 * machine, so that a browser takes Sluice for the same origin; only the name in the header differs. IP addresses and
 * {@code localhost} can't be rebound.
 */
final class HostNames {
    private static final Pattern HEADER = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(:\\d{1,5})?");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final String LOCALHOST = "localhost";
    private static final String WILDCARD = "*.";

    private final Set<String> names;
    private final Set<String> suffixes;

    /** @param allowed host names; {@code *.} followed by a domain includes all names below it */
    HostNames(Collection<String> allowed) {
        Set<String> all = allowed.stream().map(HostNames::canonical).collect(Collectors.toUnmodifiableSet());
        this.names = all.stream().filter(name -> !name.startsWith(WILDCARD)).collect(Collectors.toUnmodifiableSet());
        this.suffixes = all.stream()
                .filter(name -> name.startsWith(WILDCARD))
                .map(name -> name.substring(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param host the header, with or without a port; null if the request has none, which no browser sends */
    boolean allow(@Nullable String host) {
        if (host == null) {
            return true;
        }
        var header = HEADER.matcher(host.strip());
        if (!header.matches()) {
            return false;
        }
        String name = canonical(header.group(1));
        return name.startsWith("[")
                || IPV4.matcher(name).matches()
                || name.equals(LOCALHOST)
                || name.endsWith("." + LOCALHOST)
                || names.contains(name)
                || suffixes.stream().anyMatch(name::endsWith);
    }

    private static String canonical(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
