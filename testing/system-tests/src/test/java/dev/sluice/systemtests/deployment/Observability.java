package dev.sluice.systemtests.deployment;

import dev.sluice.schemas.message.Json;
import dev.sluice.systemtests.support.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** What {@code deploy/observability} has: the rules of the alerts, and the queries of the dashboard. */
final class Observability {
    static final Path DIRECTORY = Repository.ROOT.resolve("deploy").resolve("observability");

    private Observability() {}

    /** The rules, as they are in the file. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> rules() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(DIRECTORY.resolve("alerts.yml")));
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> group : (List<Map<String, Object>>) file.get("groups")) {
            all.addAll((List<Map<String, Object>>) group.get("rules"));
        }
        return all;
    }

    /** The query of each rule. */
    static List<String> alerts() throws IOException {
        return rules().stream().map(rule -> (String) rule.get("expr")).toList();
    }

    /** The queries of the dashboard. */
    static List<String> panels() throws IOException {
        JsonNode dashboard = Json.MAPPER.readTree(
                Files.readString(DIRECTORY.resolve("grafana").resolve("sluice.json")));
        List<String> all = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            panel.path("targets").forEach(target -> all.add(target.path("expr").asString()));
        }
        return all;
    }
}
