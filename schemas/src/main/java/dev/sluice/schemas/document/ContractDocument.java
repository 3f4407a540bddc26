package dev.sluice.schemas.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.node.ObjectNode;

/** A written document of the contract. */
public enum ContractDocument {
    /** The HTTP API of all services. */
    OPENAPI("/openapi.yaml"),
    /** The topics. */
    ASYNCAPI("/asyncapi.yaml");

    private final String resource;

    ContractDocument(String resource) {
        this.resource = resource;
    }

    /** The document as it is written, in YAML. */
    public String text() {
        try (InputStream in = ContractDocument.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as JSON, with properties in the order in which they are written. */
    public ObjectNode json() {
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text());
        return Json.MAPPER.valueToTree(document);
    }
}
