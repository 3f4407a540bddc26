package dev.sluice.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.sluice.systemtests.support.Repository;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * The manifests in deploy/kubernetes, read as strictly as Kubernetes' own models can: a field they don't know fails.
 */
final class Manifests {
    static final Path DIRECTORY = Repository.ROOT.resolve("deploy").resolve("kubernetes");

    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1 Namespace", V1Namespace.class,
            "v1 ConfigMap", V1ConfigMap.class,
            "v1 Service", V1Service.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
            "apps/v1 Deployment", V1Deployment.class,
            "apps/v1 StatefulSet", V1StatefulSet.class);

    private final List<Object> objects;

    private Manifests(List<Object> objects) {
        this.objects = objects;
    }

    static Manifests read() throws IOException {
        List<Object> objects = new ArrayList<>();
        for (String file : files()) {
            for (Object document : new Yaml().loadAll(Files.readString(DIRECTORY.resolve(file)))) {
                objects.add(parse((Map<?, ?>) document));
            }
        }
        return new Manifests(objects);
    }

    /** What kustomize is to read, and is there. */
    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }

    static Map<String, Object> kustomization() throws IOException {
        return new Yaml().load(Files.readString(DIRECTORY.resolve("kustomization.yaml")));
    }

    /** An object of Kubernetes' model. */
    static Object parse(Map<?, ?> document) {
        String kind = document.get("apiVersion") + " " + document.get("kind");
        assertThat(KINDS).containsKey(kind);
        return JSON.deserialize(new Gson().toJson(document), KINDS.get(kind));
    }

    <T> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    V1Service service(String name) {
        return only(all(V1Service.class).stream()
                .filter(service -> name.equals(service.getMetadata().getName()))
                .toList());
    }

    V1PodDisruptionBudget budget(String name) {
        return only(all(V1PodDisruptionBudget.class).stream()
                .filter(budget -> name.equals(budget.getMetadata().getName()))
                .toList());
    }

    /** The pods of each Deployment and StatefulSet by its name, and that is the service's. */
    Map<String, V1PodTemplateSpec> pods() {
        Map<String, V1PodTemplateSpec> pods = new HashMap<>();
        all(V1Deployment.class)
                .forEach(each ->
                        pods.put(each.getMetadata().getName(), each.getSpec().getTemplate()));
        all(V1StatefulSet.class)
                .forEach(each ->
                        pods.put(each.getMetadata().getName(), each.getSpec().getTemplate()));
        return pods;
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
