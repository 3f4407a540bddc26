package dev.sluice.gateway.log;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** The free space on the brokers' log directories. */
public final class BrokerDisks {
    private static final int TIMEOUT_MS = 5_000;

    private final Admin admin;

    public BrokerDisks(Admin admin) {
        this.admin = admin;
    }

    /** The free bytes on the fullest disk; nothing if no broker reports it. */
    public CompletionStage<OptionalLong> minFree() {
        return admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MS))
                .nodes()
                .toCompletionStage()
                .thenCompose(nodes -> admin.describeLogDirs(
                                nodes.stream().map(Node::id).toList(),
                                new DescribeLogDirsOptions().timeoutMs(TIMEOUT_MS))
                        .allDescriptions()
                        .toCompletionStage())
                .thenApply(BrokerDisks::min);
    }

    private static OptionalLong min(Map<Integer, Map<String, LogDirDescription>> brokers) {
        return brokers.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .map(LogDirDescription::usableBytes)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }
}
