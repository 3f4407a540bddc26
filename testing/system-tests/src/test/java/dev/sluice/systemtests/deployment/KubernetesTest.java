package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.systemtests.docs.ServiceSettings;
import dev.sluice.systemtests.support.Repository;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1ServiceSpec;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V1StatefulSetSpec;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests, as far as they can be judged without a cluster: each by itself, and whether they fit together. */
class KubernetesTest {
    private static final String NAME = "app.kubernetes.io/name";
    private static final ComposeFile CLUSTER = ComposeFile.read("docker-compose.cluster.yml");

    /** What differs from the compose file because addresses do. */
    private static final Set<String> ADDRESSES = Set.of(
            "SLUICE_AGGREGATOR_ADVERTISED_URL",
            "SLUICE_RESULTS_AGGREGATORS",
            "SLUICE_HTTP_ALLOWED_HOSTS",
            "SPRING_KAFKA_STREAMS_PROPERTIES_GROUP_INSTANCE_ID");

    /** What the web page needs where it and the gateway are at different ports; behind one Ingress they aren't. */
    private static final Set<String> OF_PORTS = Set.of("SLUICE_GATEWAY_CORS_ORIGINS", "SLUICE_RESULTS_UPLOAD_URL");

    /** Compose publishes ports on loopback alone; behind an Ingress clients need keys. */
    private static final Set<String> OF_LOOPBACK = Set.of("SLUICE_ACCESS_MODE");

    private static Manifests manifests;

    @BeforeAll
    static void readManifests() throws IOException {
        manifests = Manifests.read();
    }

    @Test
    void shouldBeReadStrictly() {
        Map<String, Object> misspelled = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", "x"),
                "spec",
                Map.of("prots", List.of()));

        assertThatThrownBy(() -> Manifests.parse(misspelled)).hasMessageContaining("prots");
    }

    @Test
    void shouldAllBeInTheKustomization() throws IOException {
        Map<String, Object> kustomization = Manifests.kustomization();

        assertThat(kustomization.get("resources"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrderElementsOf(Manifests.files());
        assertThat(kustomization.get("images").toString())
                .contains(manifests.pods().keySet().stream()
                        .map(service -> "{name=sluice/" + service + ", ")
                        .toList());
    }

    @Test
    void shouldRunTwoOfEachService() {
        assertThat(manifests.all(V1Deployment.class))
                .extracting(each -> each.getMetadata().getName(), each -> each.getSpec()
                        .getReplicas())
                .containsExactlyInAnyOrder(tuple("ingest-gateway"), tuple("results-api"));
        assertThat(manifests.all(V1StatefulSet.class))
                .extracting(each -> each.getMetadata().getName(), each -> each.getSpec()
                        .getReplicas())
                .containsExactlyInAnyOrder(tuple("row-splitter"), tuple("aggregator"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "row-splitter", "aggregator", "results-api"})
    void shouldSelectThePodsOfTheServiceAndReachThem(String service) {
        V1PodTemplateSpec pod = manifests.pods().get(service);
        V1Container container = container(service);
        Map<String, String> labels = Map.of(NAME, service);

        assertThat(pod.getMetadata().getLabels()).isEqualTo(labels);
        assertThat(selector(service).getMatchLabels()).isEqualTo(labels);
        assertThat(manifests.budget(service).getSpec().getSelector().getMatchLabels())
                .isEqualTo(labels);
        assertThat(pod.getSpec().getTopologySpreadConstraints()).hasSize(2).allSatisfy(spread -> assertThat(
                        spread.getLabelSelector().getMatchLabels())
                .isEqualTo(labels));

        V1ServiceSpec reached = manifests.service(service).getSpec();
        int port = Integer.parseInt(environment(service).get("SERVER_PORT"));
        assertThat(reached.getSelector()).isEqualTo(labels);
        assertThat(reached.getPorts()).singleElement().satisfies(each -> {
            assertThat(each.getPort()).isEqualTo(port);
            assertThat(each.getTargetPort().getStrValue()).isEqualTo("http");
        });
        assertThat(container.getPorts()).singleElement().satisfies(each -> {
            assertThat(each.getContainerPort()).isEqualTo(port);
            assertThat(each.getName()).isEqualTo("http");
        });
        assertThat(container.getImage()).isEqualTo("sluice/" + service);
        assertThat(container.getName()).isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "row-splitter", "aggregator", "results-api"})
    void shouldGiveTheSettingsOfTheComposeClusterAndNoneThatTheServiceDoesNotKnow(String service) {
        Map<String, String> environment = environment(service);

        ServiceSettings.assertKnown(service, environment);

        CLUSTER.environment(service + "-1").forEach((name, value) -> {
            if (OF_PORTS.contains(name) || OF_LOOPBACK.contains(name)) {
                assertThat(environment).doesNotContainKey(name);
            } else if (ADDRESSES.contains(name)) {
                assertThat(environment).containsKey(name);
            } else {
                assertThat(environment).containsEntry(name, value);
            }
        });
    }

    /** Gateway and results-api are for an Ingress, whose pods have other names in each cluster. */
    @Test
    void shouldOpenInternalPortsOnlyToTheServicesThatUseThem() {
        List<V1NetworkPolicy> policies = manifests.all(V1NetworkPolicy.class);

        assertThat(policies)
                .extracting(policy -> policy.getSpec().getPodSelector().getMatchLabels())
                .containsExactlyInAnyOrder(Map.of(NAME, "aggregator"), Map.of(NAME, "row-splitter"));
        assertThat(sources(policies, "aggregator")).containsExactlyInAnyOrder("results-api", "prometheus");
        assertThat(sources(policies, "row-splitter")).containsExactly("prometheus");
        assertThat(policies).allSatisfy(policy -> {
            assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
            assertThat(policy.getSpec().getIngress()).allSatisfy(rule -> assertThat(rule.getPorts())
                    .extracting(port -> port.getPort().getStrValue())
                    .containsExactly("http"));
        });
    }

    /** The names of the pods that may reach those of a service. */
    private static List<String> sources(List<V1NetworkPolicy> policies, String service) {
        return policies.stream()
                .filter(policy -> service.equals(policy.getMetadata().getName()))
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .flatMap(rule -> rule.getFrom().stream())
                .map(from -> from.getPodSelector().getMatchLabels().get(NAME))
                .toList();
    }

    @Test
    void shouldFindEachAggregatorByItsNameAndAllOfThemByOne() {
        String port = environment("aggregator").get("SERVER_PORT");
        V1ServiceSpec service = manifests.service("aggregator").getSpec();

        assertThat(service.getClusterIP()).isEqualTo("None");
        assertThat(service.getPublishNotReadyAddresses()).isTrue();
        assertThat(statefulSet("aggregator").getServiceName()).isEqualTo("aggregator");
        assertThat(environment("aggregator"))
                .containsEntry("SLUICE_AGGREGATOR_ADVERTISED_URL", "http://aggregator-0.aggregator:" + port);
        assertThat(environment("results-api")).containsEntry("SLUICE_RESULTS_AGGREGATORS", "http://aggregator:" + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "row-splitter", "aggregator", "results-api"})
    void shouldAllowItsHostName(String service) {
        assertThat(environment(service).get("SLUICE_HTTP_ALLOWED_HOSTS").split(","))
                .contains(service, "*.svc", "*.svc.cluster.local");
        assertThat(environment(service).get("SLUICE_HTTP_ALLOWED_HOSTS").split(","))
                .contains("*.aggregator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"row-splitter", "aggregator"})
    void shouldBindStateToTheNameOfAnInstance(String service) {
        assertThat(manifests.service(service).getSpec().getClusterIP()).isEqualTo("None");
        assertThat(statefulSet(service).getServiceName()).isEqualTo(service);
        assertThat(environment(service))
                .containsEntry("SPRING_KAFKA_STREAMS_PROPERTIES_GROUP_INSTANCE_ID", service + "-0");
        String claimed = statefulSet(service)
                .getVolumeClaimTemplates()
                .get(0)
                .getMetadata()
                .getName();
        assertThat(container(service).getVolumeMounts())
                .filteredOn(mount -> mount.getName().equals(claimed))
                .singleElement()
                .satisfies(mount -> {
                    assertThat(environment(service)).containsValue(mount.getMountPath());
                    assertThat(mount.getReadOnly()).isNull();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "row-splitter", "aggregator", "results-api"})
    void shouldRunWithoutPrivilegesOnAReadOnlyFileSystem(String service) throws IOException {
        V1PodSpec pod = manifests.pods().get(service).getSpec();
        V1Container container = container(service);

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(Files.readString(Repository.ROOT.resolve("Dockerfile")))
                .contains("--uid " + pod.getSecurityContext().getRunAsUser());
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        // Kubernetes would make SLUICE_*_PORT of a service that is called sluice-something, and no service starts with
        // that.
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getVolumeMounts())
                .extracting(V1VolumeMount::getMountPath)
                .contains("/tmp");
        Set<String> provided = new HashSet<>();
        pod.getVolumes().forEach(volume -> provided.add(volume.getName()));
        manifests.all(V1StatefulSet.class).stream()
                .filter(each -> service.equals(each.getMetadata().getName()))
                .flatMap(each -> each.getSpec().getVolumeClaimTemplates().stream())
                .forEach(claim -> provided.add(claim.getMetadata().getName()));
        assertThat(container.getVolumeMounts())
                .extracting(V1VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(provided);
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits().get("memory").getNumber())
                .isEqualByComparingTo(BigDecimal.valueOf(CLUSTER.memory(service + "-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "row-splitter", "aggregator", "results-api"})
    void shouldHaveProbesWithSufficientTimeouts(String service) {
        V1Container container = container(service);

        // It waits for the brokers first, and a JVM takes its time, too.
        assertThat(seconds(container.getStartupProbe()))
                .isGreaterThan(2
                        * TopicSettings.read(new Settings(Map.of()))
                                .startTimeout()
                                .toSeconds());
        assertThat(path(container.getStartupProbe())).isEqualTo("/livez");
        assertThat(path(container.getLivenessProbe())).isEqualTo("/livez");
        assertThat(path(container.getReadinessProbe())).isEqualTo("/readyz");
        assertThat(seconds(container.getReadinessProbe())).isLessThan(seconds(container.getLivenessProbe()));
        // 30 s are Spring's for requests in flight; each Kafka client takes up to 10 s to close.
        long sleeps = container.getLifecycle() == null
                ? 0
                : Long.parseLong(container
                        .getLifecycle()
                        .getPreStop()
                        .getExec()
                        .getCommand()
                        .get(1));
        assertThat(manifests.pods().get(service).getSpec().getTerminationGracePeriodSeconds())
                .isGreaterThanOrEqualTo(sleeps + 30 + 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "row-splitter", "aggregator"})
    void shouldReadTheOptionalSecretOfItsKafkaUser(String service) {
        assertThat(container(service).getEnvFrom())
                .filteredOn(from -> from.getSecretRef() != null)
                .singleElement()
                .satisfies(from -> {
                    assertThat(from.getSecretRef().getName()).isEqualTo(service + "-kafka");
                    assertThat(from.getSecretRef().getOptional()).isTrue();
                });
    }

    /** Nothing is optional here: without the secret no pod starts. */
    @ParameterizedTest
    @ValueSource(strings = {"ingest-gateway", "row-splitter", "aggregator", "results-api"})
    void shouldNeedTheKeysOfTheSecret(String service) {
        assertThat(manifests.pods().get(service).getSpec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("access"))
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.getSecret().getSecretName()).isEqualTo("sluice-access");
                    assertThat(volume.getSecret().getOptional()).isNull();
                });
        assertThat(container(service).getVolumeMounts())
                .filteredOn(mount -> mount.getName().equals("access"))
                .singleElement()
                .satisfies(mount -> assertThat(environment(service))
                        .containsEntry("SLUICE_ACCESS_KEYS_FILE", mount.getMountPath() + "/keys.json"));
        assertThat(container(service).getEnv())
                .filteredOn(variable -> variable.getName().equals("SLUICE_ACCESS_INTERNAL_KEY"))
                .hasSize(service.equals("aggregator") || service.equals("results-api") ? 1 : 0)
                .allSatisfy(variable -> {
                    assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                            .isEqualTo("sluice-access");
                    assertThat(variable.getValueFrom().getSecretKeyRef().getOptional())
                            .isNull();
                });
    }

    private static Tuple tuple(String name) {
        return Tuple.tuple(name, 2);
    }

    private static V1Container container(String service) {
        List<V1Container> containers = manifests.pods().get(service).getSpec().getContainers();
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private static V1StatefulSetSpec statefulSet(String name) {
        return manifests.all(V1StatefulSet.class).stream()
                .filter(each -> name.equals(each.getMetadata().getName()))
                .map(V1StatefulSet::getSpec)
                .findFirst()
                .orElseThrow();
    }

    private static V1LabelSelector selector(String service) {
        return manifests.all(V1Deployment.class).stream()
                .filter(each -> service.equals(each.getMetadata().getName()))
                .map(each -> each.getSpec().getSelector())
                .findFirst()
                .orElseGet(() -> statefulSet(service).getSelector());
    }

    /** As the first pod sees it, but for what secrets add. */
    private static Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        V1Container container = container(service);
        V1ConfigMap shared = manifests.all(V1ConfigMap.class).get(0);
        assertThat(container.getEnvFrom())
                .filteredOn(from -> from.getConfigMapRef() != null)
                .singleElement()
                .satisfies(from -> assertThat(from.getConfigMapRef().getName())
                        .isEqualTo(shared.getMetadata().getName()));
        environment.putAll(shared.getData());
        String podName = null;
        for (V1EnvVar variable : container.getEnv()) {
            if (variable.getName().equals("SLUICE_ACCESS_INTERNAL_KEY")) {
                // Its value is in the secret.
                assertThat(variable.getValue()).isNull();
            } else if (variable.getValue() == null) {
                assertThat(variable.getName()).isEqualTo("POD_NAME");
                assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
                podName = service + "-0";
            } else {
                String value = variable.getValue();
                environment.put(variable.getName(), podName == null ? value : value.replace("$(POD_NAME)", podName));
            }
        }
        return environment;
    }

    private static String path(V1Probe probe) {
        assertThat(probe.getHttpGet().getPort().getStrValue()).isEqualTo("http");
        return probe.getHttpGet().getPath();
    }

    private static long seconds(V1Probe probe) {
        return (long) probe.getPeriodSeconds() * probe.getFailureThreshold();
    }
}
