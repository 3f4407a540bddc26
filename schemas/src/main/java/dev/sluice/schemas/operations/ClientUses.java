package dev.sluice.schemas.operations;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all clients have stored lately.
 *
 * @param clients those that have stored most in the last week first
 * @param moreClients the number of further clients, which are left out
 * @param completeSince the time since which all files are counted, if there were too many to count those of a whole week;
 *     otherwise null
 */
public record ClientUses(
        List<ClientUse> clients, int moreClients, @Nullable Instant completeSince) {
    private static final int MAX_CLIENTS = 1_000;

    private static final Comparator<ClientUse> LARGEST_FIRST = Comparator.comparingLong(
                    (ClientUse use) -> use.lastWeek().bytes())
            .reversed()
            .thenComparing(ClientUse::client);

    public ClientUses {
        clients = List.copyOf(clients);
    }

    /** The uses of these clients, at most 1,000 of them. */
    public static ClientUses of(Collection<ClientUse> uses, @Nullable Instant completeSince) {
        List<ClientUse> sorted =
                uses.stream().sorted(LARGEST_FIRST).limit(MAX_CLIENTS).toList();
        return new ClientUses(sorted, uses.size() - sorted.size(), completeSince);
    }

    /** Adds up the shares of all partitions. */
    public static ClientUses merge(List<ClientUses> parts) {
        Map<String, ClientUse> byClient = new LinkedHashMap<>();
        for (ClientUses part : parts) {
            part.clients.forEach(use -> byClient.merge(use.client(), use, ClientUse::plus));
        }
        Instant since = parts.stream()
                .map(ClientUses::completeSince)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        ClientUses all = of(byClient.values(), since);
        int left = parts.stream().mapToInt(ClientUses::moreClients).sum();
        return new ClientUses(all.clients, all.moreClients + left, since);
    }
}
