package dev.sluice.gateway.log;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports whether the broker answers, and whether what gateways share about uploads is read: their claims, and the
 * states of resumable ones.
 * Concurrent health requests share one request to the broker, and none waits longer than two seconds.
 */
public final class BrokerHealth implements HealthIndicator {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<Future<String>> clusterId;
    private final BooleanSupplier claimsRead;
    private final Duration patience;
    private @Nullable Future<String> asked;

    public BrokerHealth(Supplier<Future<String>> clusterId, BooleanSupplier claimsRead) {
        this(clusterId, claimsRead, PATIENCE);
    }

    BrokerHealth(Supplier<Future<String>> clusterId, BooleanSupplier claimsRead, Duration patience) {
        this.clusterId = clusterId;
        this.claimsRead = claimsRead;
        this.patience = patience;
    }

    @Override
    public Health health() {
        Health brokers = brokers();
        if (!brokers.getStatus().equals(Status.UP) || claimsRead.getAsBoolean()) {
            return brokers;
        }
        return Health.down()
                .withDetail("error", "the claims and states of uploads are not read to their end")
                .build();
    }

    private Health brokers() {
        try {
            String id = ask().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Health.up().withDetail("cluster_id", id).build();
        } catch (ExecutionException e) {
            return Health.down(Objects.requireNonNullElse(e.getCause(), e)).build();
        } catch (TimeoutException e) {
            return Health.down()
                    .withDetail("error", "the broker didn't answer within " + patience.toMillis() + " ms")
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down(e).build();
        } catch (RuntimeException e) {
            return Health.down(e).build();
        }
    }

    /** Whether a broker answers. */
    public boolean isUp() {
        return brokers().getStatus().equals(Status.UP);
    }

    private synchronized Future<String> ask() {
        if (asked == null || asked.isDone()) {
            asked = clusterId.get();
        }
        return asked;
    }
}
