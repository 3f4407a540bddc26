package dev.sluice.supplychain;

import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A bill of materials in the JSON of CycloneDX. */
final class BillOfMaterials {
    /** Sluice's own modules, which are in one place with their parts. */
    private static final String OWN = "dev.sluice";

    private final ObjectNode document;

    private BillOfMaterials(ObjectNode document) {
        this.document = document;
    }

    static BillOfMaterials read(Path file) throws IOException {
        try {
            if (Json.MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode document
                    && document.path("bomFormat").asString("").equals("CycloneDX")) {
                return new BillOfMaterials(document);
            }
        } catch (JacksonException e) {
            throw new IOException(file + ": expected JSON, found other content", e);
        }
        throw new IOException(file + ": expected a bill of materials of CycloneDX, found other content");
    }

    /** The first one with the components of all, each once. */
    static BillOfMaterials union(Collection<BillOfMaterials> all) {
        ObjectNode union = all.iterator().next().document.deepCopy();
        Map<String, JsonNode> components = new LinkedHashMap<>();
        for (BillOfMaterials each : all) {
            each.document.path("components").forEach(component -> components.putIfAbsent(purl(component), component));
        }
        ArrayNode array = union.putArray("components");
        components.values().forEach(array::add);
        return new BillOfMaterials(union);
    }

    /** The libraries of others. */
    List<Component> components() {
        List<Component> all = new ArrayList<>();
        for (JsonNode each : document.path("components")) {
            String group = each.path("group").asString("");
            if (!group.equals(OWN)) {
                all.add(new Component(
                        purl(each),
                        group,
                        each.path("name").asString(""),
                        each.path("version").asString(""),
                        licences(each)));
            }
        }
        return all;
    }

    /** The files of a component that has been copied, with their SHA-256, by their path. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (JsonNode component : document.path("components")) {
            for (JsonNode file : component.path("components")) {
                files.put(
                        file.path("name").asString(""),
                        file.path("hashes").path(0).path("content").asString(""));
            }
        }
        return files;
    }

    void write(Path file) throws IOException {
        Files.writeString(file, document.toPrettyString() + "\n");
    }

    private static String purl(JsonNode component) {
        return component.path("purl").asString("").replaceFirst("\\?.*", "");
    }

    private static List<String> licences(JsonNode component) {
        List<String> all = new ArrayList<>();
        for (JsonNode each : component.path("licenses")) {
            JsonNode licence = each.path("license");
            String id = licence.path("id").asString(each.path("expression").asString(""));
            all.add(id.isEmpty() ? licence.path("name").asString("") : id);
        }
        return all;
    }
}
