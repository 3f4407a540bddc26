package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.systemtests.docs.ServiceSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both Compose files, as far as they can be judged without starting containers. */
class ComposeFilesTest {
    private static final Set<String> SERVICES = Set.of("ingest-gateway", "row-splitter", "aggregator", "results-api");

    private static final ComposeFile CLUSTER = ComposeFile.read("docker-compose.cluster.yml");
    private static final ComposeFile SINGLE = ComposeFile.read("docker-compose.yml");

    @Test
    void shouldHaveThreeBrokersAndTwoInstancesOfEachService() {
        assertThat(CLUSTER.names())
                .containsExactlyInAnyOrder(
                        "kafka-1",
                        "kafka-2",
                        "kafka-3",
                        "ingest-gateway-1",
                        "ingest-gateway-2",
                        "row-splitter-1",
                        "row-splitter-2",
                        "aggregator-1",
                        "aggregator-2",
                        "results-api-1",
                        "results-api-2");
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void shouldHaveValidBrokerSettings(String name) {
        Map<String, String> environment = CLUSTER.environment(name);

        Map<String, String> settings = CLUSTER.brokerSettings(name);

        assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(settings.keySet());
        KafkaConfig config = new KafkaConfig(settings, false);
        assertThat(config.nodeId()).isEqualTo(number(name));
        assertThat(settings.get("controller.quorum.voters"))
                .isEqualTo("1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093")
                .contains(number(name) + "@" + name + ":9093");
        assertThat(settings.get("advertised.listeners")).startsWith("PLAINTEXT://" + name + ":9092,");
        String host = settings.get("advertised.listeners").replaceFirst(".*HOST://localhost:", "");
        assertThat(settings.get("listeners")).contains("HOST://:" + host);
        assertThat(CLUSTER.service(name)).containsEntry("ports", List.of("127.0.0.1:" + host + ":" + host));
        assertThat(settings)
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("transaction.state.log.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("offsets.retention.minutes", "2147483647")
                .containsEntry("auto.create.topics.enable", "false");
        // An UUID as Kafka writes it; another for each broker would be three clusters.
        assertThat(environment.get("CLUSTER_ID")).matches("[A-Za-z0-9_-]{22}");
        assertThat(CLUSTER.environment("kafka-1")).containsEntry("CLUSTER_ID", environment.get("CLUSTER_ID"));
        assertThat(CLUSTER.service(name))
                .containsEntry("image", SINGLE.service("kafka").get("image"));
    }

    @ParameterizedTest
    @MethodSource("instances")
    void shouldGiveEachInstanceKnownSettingsAndUniqueNames(String name) {
        String service = service(name);
        Map<String, String> environment = CLUSTER.environment(name);

        ServiceSettings.assertKnown(service, environment);

        Map<String, String> single = SINGLE.environment(service);
        assertThat(environment).containsEntry("SERVER_PORT", single.get("SERVER_PORT"));
        assertThat(environment)
                .containsEntry("SLUICE_TOPICS_REPLICATION", "3")
                .containsEntry("SLUICE_TOPICS_MIN_IN_SYNC_REPLICAS", "2");
        if (single.containsKey("KAFKA_BOOTSTRAP_SERVERS")) {
            assertThat(environment).containsEntry("KAFKA_BOOTSTRAP_SERVERS", "kafka-1:9092,kafka-2:9092,kafka-3:9092");
        }
        if (service.equals("aggregator")) {
            assertThat(environment)
                    .containsEntry("SLUICE_AGGREGATOR_STANDBYS", "1")
                    .containsEntry(
                            "SLUICE_AGGREGATOR_ADVERTISED_URL",
                            "http://" + name + ":" + environment.get("SERVER_PORT"));
        }
        if (service.equals("results-api")) {
            assertThat(environment)
                    .containsEntry("SLUICE_RESULTS_AGGREGATORS", "http://aggregator-1:8082,http://aggregator-2:8082");
        }
        if (CLUSTER.service(name).get("volumes") instanceof List<?> volumes) {
            assertThat(volumes).hasToString("[" + name + ":/sluice/data]");
            assertThat(environment)
                    .containsEntry("SPRING_KAFKA_STREAMS_PROPERTIES_GROUP_INSTANCE_ID", name)
                    .containsValue("/sluice/data");
        }
    }

    @ParameterizedTest
    @MethodSource("instances")
    void shouldBuildWatchAndStopEachInstanceLikeTheSingleOne(String name) {
        Map<String, Object> instance = CLUSTER.service(name);
        Map<String, Object> single = SINGLE.service(service(name));

        for (String same : List.of(
                "image",
                "build",
                "restart",
                "stop_grace_period",
                "read_only",
                "tmpfs",
                "cap_drop",
                "security_opt",
                "mem_limit")) {
            assertThat(instance.get(same)).as(same).isNotNull().isEqualTo(single.get(same));
        }
        assertThat(instance.get("healthcheck")).asString().contains(test(single));
        assertThat(dependencies(instance))
                .isSubsetOf(CLUSTER.names())
                .hasSizeGreaterThan(1)
                .allSatisfy(other -> assertThat(CLUSTER.service(other)).containsKey("healthcheck"));
    }

    @Test
    void shouldShareNoPortOfTheHostAndNoVolume() {
        for (String shared : List.of("ports", "volumes")) {
            List<String> all = CLUSTER.names().stream()
                    .map(name -> CLUSTER.service(name).get(shared))
                    .filter(list -> list != null)
                    .flatMap(list -> ((List<?>) list).stream())
                    .map(entry -> entry.toString().replaceFirst(":[^:]*$", ""))
                    .toList();
            assertThat(new HashSet<>(all)).as(shared + " " + all).hasSameSizeAs(all);
        }
    }

    @Test
    void shouldOrderServicesByHealthAndRestartThem() {
        for (String name : SINGLE.names()) {
            Map<String, Object> service = SINGLE.service(name);
            assertThat(service).as(name).containsEntry("restart", "unless-stopped");
            if (SERVICES.contains(name)) {
                assertThat(dependencies(service)).as(name).isNotEmpty();
            }
            if (SERVICES.contains(name) || name.equals("kafka")) {
                assertThat(service).as(name).containsKey("healthcheck");
            }
        }
    }

    /** There is no sign-in. */
    @Test
    void shouldPublishPortsOnLoopbackAlone() {
        for (ComposeFile file : List.of(SINGLE, CLUSTER)) {
            for (String name : file.names()) {
                if (file.service(name).get("ports") instanceof List<?> ports) {
                    assertThat(ports).as(name).allSatisfy(port -> assertThat(port.toString())
                            .startsWith("127.0.0.1:"));
                }
            }
        }
    }

    @Test
    void shouldSayThatClientsNeedNoKey() {
        for (String service : List.of("ingest-gateway", "row-splitter", "aggregator", "results-api")) {
            assertThat(SINGLE.environment(service)).containsEntry("SLUICE_ACCESS_MODE", "open");
            assertThat(CLUSTER.environment(service + "-1")).containsEntry("SLUICE_ACCESS_MODE", "open");
            assertThat(CLUSTER.environment(service + "-2")).containsEntry("SLUICE_ACCESS_MODE", "open");
        }
    }

    @Test
    void shouldLetEachServiceBeAskedByTheNameOfItsContainer() {
        for (String service : SERVICES) {
            assertThat(SINGLE.environment(service)).containsEntry("SLUICE_HTTP_ALLOWED_HOSTS", service);
            for (String instance : List.of(service + "-1", service + "-2")) {
                assertThat(CLUSTER.environment(instance)
                                .get("SLUICE_HTTP_ALLOWED_HOSTS")
                                .split(","))
                        .contains(instance);
            }
        }
    }

    static Stream<String> brokers() {
        return CLUSTER.names().stream().filter(name -> name.startsWith("kafka"));
    }

    static Stream<String> instances() {
        return CLUSTER.names().stream().filter(name -> SERVICES.contains(service(name)));
    }

    private static String service(String instance) {
        return instance.replaceFirst("-\\d$", "");
    }

    private static int number(String instance) {
        return Integer.parseInt(instance.replaceFirst(".*-", ""));
    }

    private static String test(Map<String, Object> service) {
        return ((Map<?, ?>) service.get("healthcheck")).get("test").toString();
    }

    private static Set<String> dependencies(Map<String, Object> service) {
        Map<?, ?> dependencies = (Map<?, ?>) service.get("depends_on");
        assertThat(dependencies.values())
                .allSatisfy(condition -> assertThat(condition).hasToString("{condition=service_healthy}"));
        return new HashSet<>(Arrays.asList(dependencies.keySet().toArray(String[]::new)));
    }
}
