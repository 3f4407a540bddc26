package dev.sluice.chaos.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of each service, as arguments: the cluster's brokers, replication as
 * docs/reference/configuration.md demands, and chunks so small that most files have several. The one place that knows
 * the names of the services' settings.
 *
 * @param bootstrapServers of the brokers
 * @param aggregators where they are
 */
public record ServiceSettings(String bootstrapServers, List<URI> aggregators) {
    /** Their directory, beside the state directories. */
    public static final String ACCESS_LOGS = "access";

    public ServiceSettings {
        aggregators = List.copyOf(aggregators);
    }

    /**
     * The arguments of an instance.
     *
     * @param own where it listens
     */
    public List<String> of(Role role, URI own, Path stateDir) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--server.address=" + own.getHost(),
                "--server.port=" + own.getPort(),
                // On addresses of the rig's own network, which nothing else reaches.
                "--sluice.access.mode=open",
                "--logging.config=classpath:" + Cluster.LOGGING,
                "--sluice.topics.replication=3"));
        arguments.addAll(ofRole(role, own, stateDir));
        return arguments;
    }

    private List<String> ofRole(Role role, URI own, Path stateDir) {
        return switch (role) {
            case GATEWAY ->
                // Its disks are small, and are filled by a fault.
                List.of(
                        "--sluice.gateway.chunk-bytes=64KiB",
                        "--sluice.gateway.upload-deadline=30s",
                        "--sluice.gateway.min-free-disk=0");
            case SPLITTER -> List.of("--sluice.splitter.state-dir=" + stateDir, "--sluice.splitter.threads=1");
            case AGGREGATOR ->
                List.of(
                        "--sluice.aggregator.state-dir=" + stateDir,
                        "--sluice.aggregator.threads=1",
                        "--sluice.aggregator.combine-threads=1",
                        "--sluice.aggregator.standbys=1",
                        "--sluice.aggregator.advertised-url=" + own,
                        "--sluice.aggregator.overdue-interval=2s",
                        // Reads from standbys are recorded nowhere else.
                        "--server.tomcat.accesslog.enabled=true",
                        "--server.tomcat.accesslog.directory=" + stateDir.resolveSibling(ACCESS_LOGS),
                        "--server.tomcat.accesslog.prefix=" + stateDir.getFileName(),
                        "--server.tomcat.accesslog.rotate=false",
                        "--server.tomcat.accesslog.buffered=false",
                        "--server.tomcat.accesslog.pattern=%s %U%q");
            case RESULTS ->
                List.of("--sluice.results.aggregators="
                        + aggregators.stream().map(URI::toString).collect(Collectors.joining(",")));
            case BROKER -> throw new IllegalArgumentException("a broker is none of Sluice's services");
        };
    }
}
