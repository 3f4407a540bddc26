package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.SlowUpload;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code docker-compose.cluster.yml} on a real engine: eleven containers, of which each may fail. */
@Tag("containers")
class ClusterContainersIT {
    private static final ServiceProbes PROBES = new ServiceProbes(probe(8080), probe(8091));

    private static ComposeProject project;

    @BeforeAll
    static void up() {
        project = ComposeProject.up("docker-compose.cluster.yml", "sluice-cluster-test");
    }

    @AfterAll
    static void down() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    void shouldEndAFileExactlyWhenABrokerDiesInTheMiddleOfIt() throws IOException {
        GeneratedCsv file = new GeneratedCsv(19, 100, 0.02);
        SlowUpload upload = PROBES.begin("killed.csv", file, 100_000);

        project.killProcess("kafka-1");
        upload.send(20_000);

        PROBES.assertExact(upload.finish(), file);
        project.awaitHealthy();
    }

    /** A container without a network answers nothing and refuses nothing: its packets are lost. */
    @Test
    void shouldEndAFileExactlyWhileABrokerAndAnAggregatorAreCutOff() throws IOException {
        List<String> cutOff = List.of("kafka-2", "aggregator-2");
        GeneratedCsv file = new GeneratedCsv(23, 100, 0.02);
        SlowUpload upload = PROBES.begin("cut.csv", file, 100_000);
        cutOff.forEach(project::disconnect);
        String id;
        try {
            upload.send(20_000);
            id = upload.finish();
            // The others go on without them.
            assertThat(PROBES.results().awaitEnd(id).status()).isEqualTo(FileStatus.PARTIAL);
        } finally {
            cutOff.forEach(project::reconnect);
        }
        project.awaitHealthy();
        PROBES.assertExact(id, file);
    }

    /**
     * Kafka is asked where kafka-2 isn't the one that answers: until it has heard of its successors, a broker that comes
     * back on the network calls itself the leader of its partitions, and they end for it where they ended for it before.
     */
    private static SluiceProbe probe(int port) {
        return new SluiceProbe(URI.create("http://localhost:" + port), "localhost:19092,localhost:39092");
    }
}
