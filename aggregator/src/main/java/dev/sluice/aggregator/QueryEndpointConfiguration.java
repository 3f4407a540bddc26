package dev.sluice.aggregator;

import dev.sluice.aggregator.broker.BrokerDeletionEnds;
import dev.sluice.aggregator.broker.DeletionEnds;
import dev.sluice.aggregator.broker.LeaderEpochs;
import dev.sluice.aggregator.ownership.AdvertisedUrl;
import dev.sluice.aggregator.ownership.GroupMembership;
import dev.sluice.aggregator.ownership.InstanceOwnership;
import dev.sluice.aggregator.ownership.MemberIds;
import dev.sluice.aggregator.ownership.MembershipWatch;
import dev.sluice.aggregator.query.PartitionQueries;
import dev.sluice.aggregator.query.StandbyQueries;
import dev.sluice.aggregator.query.StreamsFileStores;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.aggregator.web.DatasetQueryController;
import dev.sluice.aggregator.web.FileQueryController;
import dev.sluice.aggregator.web.OwnershipController;
import dev.sluice.aggregator.web.QueryResponses;
import dev.sluice.aggregator.web.SystemQueryController;
import dev.sluice.runtime.admission.LargeQuestions;
import dev.sluice.schemas.topic.Stage;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/**
 * Wires the internal HTTP endpoint for results-api and the ownership checks that several instances need. If results-api
 * runs in the same process, there is neither an endpoint nor another instance.
 */
@Configuration(proxyBeanMethods = false)
@Import({FileQueryController.class, DatasetQueryController.class, OwnershipController.class, SystemQueryController.class
})
final class QueryEndpointConfiguration {
    private static final int DEFAULT_PAGE = 1_000;

    @Bean
    static LargeQuestions aggregatorLargeQuestions() {
        return new LargeQuestions(request -> LargeQuestions.limitBeyond(request, DEFAULT_PAGE));
    }

    @Bean
    static GroupMembership aggregatorMembership() {
        return new GroupMembership(System::nanoTime);
    }

    @Bean
    static MembershipWatch aggregatorMembershipWatch(
            GroupMembership aggregatorMembership,
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin,
            @Qualifier("&aggregatorStreams") StreamsBuilderFactoryBean aggregatorStreams,
            MemberIds aggregatorMemberIds,
            AggregatorProperties properties) {
        return new MembershipWatch(
                aggregatorMembership,
                aggregatorAdmin,
                Stage.MERGE.group(properties.topics()),
                aggregatorStreams::getKafkaStreams,
                aggregatorMemberIds);
    }

    /** Not a bean: {@link FileStores} are the active ones. */
    private static FileStores copies(StreamsBuilderFactoryBean aggregatorStreams) {
        return StreamsFileStores.copies(aggregatorStreams::getKafkaStreams);
    }

    @Bean
    static PartitionQueries aggregatorParts(FileStores aggregatorStores, AggregatorProperties properties) {
        return new PartitionQueries(aggregatorStores, properties.datasets());
    }

    @Bean
    static DeletionEnds aggregatorDeletionEnds(
            @Qualifier("aggregatorAdmin") Admin aggregatorAdmin,
            LeaderEpochs aggregatorLeaderEpochs,
            AggregatorProperties properties) {
        return new BrokerDeletionEnds(
                aggregatorAdmin,
                aggregatorLeaderEpochs,
                properties.topics().fileDeletions().name(),
                properties.answerTimeout());
    }

    @Bean
    static StandbyQueries aggregatorEndedFiles(
            @Qualifier("&aggregatorStreams") StreamsBuilderFactoryBean aggregatorStreams,
            DeletionEnds aggregatorDeletionEnds,
            AggregatorProperties properties) {
        return new StandbyQueries(
                copies(aggregatorStreams),
                aggregatorDeletionEnds,
                properties.topics().fileDeletions().name(),
                properties.datasets(),
                properties.topics().partitions());
    }

    @Bean
    static InstanceOwnership aggregatorOwnership(
            AdvertisedUrl aggregatorAdvertisedUrl,
            AggregatorProperties properties,
            GroupMembership aggregatorMembership,
            FileStores aggregatorStores,
            @Qualifier("&aggregatorStreams") StreamsBuilderFactoryBean aggregatorStreams) {
        return new InstanceOwnership(
                aggregatorAdvertisedUrl,
                properties.topics().partitions(),
                aggregatorMembership::isCurrent,
                aggregatorStores,
                copies(aggregatorStreams),
                () -> {
                    KafkaStreams running = aggregatorStreams.getKafkaStreams();
                    return running == null || !running.state().isRunningOrRebalancing()
                            ? List.of()
                            : running.metadataForAllStreamsClients();
                });
    }

    @Bean
    static QueryResponses aggregatorResponses(InstanceOwnership aggregatorOwnership) {
        return new QueryResponses(aggregatorOwnership);
    }
}
