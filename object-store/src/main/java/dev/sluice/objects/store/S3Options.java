package dev.sluice.objects.store;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How S3 is reached. Credentials are found as AWS's tools find them: in the environment, in the profile of the user, or
 * by the role of the machine.
 *
 * @param endpoint of another server than Amazon's, or null
 * @param region or null for the one of the environment or the profile
 * @param pathStyle whether the bucket is in the path of addresses, as other servers want it, or in their host
 */
public record S3Options(@Nullable URI endpoint, @Nullable String region, boolean pathStyle) {}
