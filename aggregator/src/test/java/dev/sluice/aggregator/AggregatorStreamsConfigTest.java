package dev.sluice.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.store.TestStores;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AggregatorStreamsConfigTest {
    private static final AdvertisedUrl SELF = AdvertisedUrl.of("http://aggregator-0.aggregator:8082", 0);

    @Test
    void shouldConfigureStandbysAndTheAdvertisedAddress() {
        assertThat(AggregatorStreamsConfig.of(SELF, Map.of(), TestStores.properties(Map.of())))
                .containsEntry("num.standby.replicas", 1)
                .containsEntry("application.server", "aggregator-0.aggregator:8082");
        assertThat(AggregatorStreamsConfig.of(
                        SELF, Map.of(), TestStores.properties(Map.of("aggregator.standbys", "0"))))
                .containsEntry("num.standby.replicas", 0);
    }

    @Test
    void shouldReplicateInternalTopicsLikeAllOthers() {
        assertThat(AggregatorStreamsConfig.of(SELF, Map.of(), TestStores.properties(Map.of("topics.replication", "3"))))
                .containsEntry("replication.factor", 3)
                .containsEntry("topic.min.insync.replicas", 2);
    }

    @Test
    void shouldRefuseStandbyReplicasThatContradictItsSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AggregatorStreamsConfig.of(
                        SELF, Map.of("num.standby.replicas", "2"), TestStores.properties(Map.of())))
                .withMessageContaining("num.standby.replicas is 1, found 2");
    }
}
