package dev.sluice.runtime.operations;

import java.util.List;

/**
 * How much of a quota is used at this instance, since its start.
 *
 * @param quota {@code requests_per_second}, {@code uploads} or {@code bytes_per_day}
 * @param limit how much the client may use
 * @param used how much of that isn't available now
 */
public record QuotaUse(String client, String quota, long limit, long used) {
    /** Knows the quotas of an instance. */
    public interface Source {
        List<QuotaUse> uses();
    }
}
