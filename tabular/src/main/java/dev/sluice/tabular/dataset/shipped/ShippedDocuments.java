package dev.sluice.tabular.dataset.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.document.DocumentFaults;
import dev.sluice.tabular.dataset.document.DocumentReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The documents in this jar. */
final class ShippedDocuments {
    private static final List<String> NAMES = List.of("sensor-readings", "song-plays", "measurements");

    private ShippedDocuments() {}

    /** The datasets by name. */
    static Map<String, Dataset> read() {
        Map<String, Dataset> datasets = new HashMap<>();
        for (String name : NAMES) {
            DocumentFaults faults = new DocumentFaults(name + ".json");
            Dataset dataset = DocumentReader.read(text(name), faults);
            if (dataset == null) {
                throw new IllegalStateException(String.join("\n", faults.all()));
            }
            datasets.put(dataset.name(), dataset);
        }
        return datasets;
    }

    private static String text(String name) {
        String resource = "/datasets/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(Datasets.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
