package dev.sluice.aggregator.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.merge.MergeProcessor;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.aggregator.web.OwnershipController;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.ownership.Ownership;
import dev.sluice.schemas.ownership.Ownership.Owner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.internals.StreamsMetadataImpl;
import org.junit.jupiter.api.Test;

class InstanceOwnershipTest {
    private static final String SELF = "http://self:8082";
    private static final String OTHER = "http://other:8083";

    private final FileStore store = TestStores.files();
    private final Set<Integer> active = new HashSet<>();
    private final Set<Integer> copies = new HashSet<>();
    private final Collection<StreamsMetadata> told = new ArrayList<>();
    private boolean member = true;
    private final InstanceOwnership instance = new InstanceOwnership(
            AdvertisedUrl.of(SELF, 0),
            3,
            () -> member,
            partition -> storeIn(active, partition),
            partition -> storeIn(copies, partition),
            () -> told);

    @Test
    void shouldReadOwnPartitionsFromStoresAndOthersFromKafkaStreams() throws Exception {
        holds(Set.of(0), Set.of(0, 1));
        told.add(streams("self", 8082, Set.of(2), Set.of()));
        told.add(streams("other", 8083, Set.of(1), Set.of(0)));

        Ownership ownership = body();

        assertThat(ownership)
                .isEqualTo(new Ownership(
                        SELF, 3, List.of(new Owner(0, SELF, List.of(OTHER)), new Owner(1, OTHER, List.of(SELF)))));
    }

    @Test
    void shouldOwnNothingWhileMembershipIsUncertain() {
        holds(Set.of(0), Set.of(0));
        member = false;

        assertThat(instance.ownership().owners()).containsExactly(new Owner(0, null, List.of(SELF)));
        assertThatThrownBy(() -> instance.require(Set.of(0))).isInstanceOf(InvalidStateStoreException.class);
    }

    @Test
    void shouldOwnOnlyWhatItHasAnActiveStoreOf() {
        holds(Set.of(0, 2), Set.of(0, 1, 2));

        instance.require(List.of(0, 2));

        assertThatThrownBy(() -> instance.require(List.of(0, 1))).isInstanceOf(InvalidStateStoreException.class);
    }

    @Test
    void shouldIgnoreTheUnavailableHost() {
        told.add(new StreamsMetadataImpl(
                HostInfo.unavailable(),
                Set.of(MergeProcessor.STORE),
                Set.of(new TopicPartition("file-events", 0)),
                Set.of(),
                Set.of()));

        assertThat(instance.ownership().owners()).isEmpty();
    }

    @Test
    void shouldAdvertiseHostsOfAllKinds() {
        assertThat(AdvertisedUrl.of("https://[::1]", 0).url()).isEqualTo("https://[::1]:443");
        assertThat(AdvertisedUrl.of("https://[::1]", 0).applicationServer()).isEqualTo("[::1]:443");
        assertThat(HostInfo.buildFromEndpoint("[::1]:443"))
                .isEqualTo(AdvertisedUrl.of("https://[::1]", 0).hostInfo());
        assertThat(AdvertisedUrl.of("http://aggregator-0.aggregator", 0).url())
                .isEqualTo("http://aggregator-0.aggregator:80");
        assertThat(AdvertisedUrl.of("", 8099).url()).startsWith("http://").endsWith(":8099");
        assertThat(AdvertisedUrl.of("", "127.0.0.1", 8099).url()).isEqualTo("http://127.0.0.1:8099");
        assertThat(AdvertisedUrl.of("", "::1", 8099).url()).isEqualTo("http://[::1]:8099");
        assertThat(AdvertisedUrl.of("", "0.0.0.0", 8099)).isEqualTo(AdvertisedUrl.of("", 8099));
    }

    private Ownership body() {
        byte[] json = (byte[]) Objects.requireNonNull(
                new OwnershipController(instance).ownership().getBody());
        return Json.MAPPER.readValue(json, Ownership.class);
    }

    private void holds(Set<Integer> nowActive, Set<Integer> nowCopies) {
        active.addAll(nowActive);
        copies.addAll(nowCopies);
    }

    private FileStore storeIn(Set<Integer> held, int partition) {
        if (!held.contains(partition)) {
            throw new InvalidStateStoreException("not here");
        }
        return store;
    }

    private static StreamsMetadata streams(String host, int port, Set<Integer> active, Set<Integer> standby) {
        return new StreamsMetadataImpl(
                new HostInfo(host, port),
                active.isEmpty() ? Set.of() : Set.of(MergeProcessor.STORE),
                partitions(active, "file-events", "invalid-rows"),
                standby.isEmpty() ? Set.of() : Set.of(MergeProcessor.STORE),
                partitions(standby, "file-events", "invalid-rows"));
    }

    private static Set<TopicPartition> partitions(Set<Integer> numbers, String... topics) {
        return Arrays.stream(topics)
                .flatMap(topic -> numbers.stream().map(number -> new TopicPartition(topic, number)))
                .collect(Collectors.toSet());
    }
}
